import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './place.mjs';

/**
 * Runs a program to its end with its output on stderr.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeout?: number, quiet?: boolean }} [options] timeout in milliseconds
 * @returns {Promise<number>} its exit code; 127 when it could not be started, 124 when it took too long
 */
export function run(program, args, { env = process.env, timeout, quiet = false } = {}) {
  return new Promise((resolve) => {
    const out = quiet ? 'ignore' : 2;
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', out, out] });
    const timer = timeout === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeout);
    child.on('error', () => resolve(127));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code ?? 124);
    });
  });
}

/**
 * Runs a program to its end and keeps what it prints.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, output: string }>} stdout and stderr in the order of arrival
 */
export function capture(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (chunk) => (output += chunk));
    }
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Becomes another program, as far as Node allows: its input, output, signals and exit code are this process's own.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code, 128 + n after signal n
 */
export function become(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    /** @type {NodeJS.Signals[]} */
    const passed = ['SIGTERM', 'SIGHUP'];
    // A terminal sends Ctrl-C to both of us already; a second one would mean "now, without cleaning up".
    if (process.stdin.isTTY) process.on('SIGINT', () => {});
    else passed.push('SIGINT');
    for (const signal of passed) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(127);
    });
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
