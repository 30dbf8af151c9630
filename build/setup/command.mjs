import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './place.mjs';

/** How often a program that npm started looks whether its parent is still there, in milliseconds. */
const PARENT_MS = 500;

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
 * Where npm started this process, the program is told to end as well once the shell between them is gone.
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
    let told = false;
    if (process.stdin.isTTY) process.on('SIGINT', () => (told = true));
    else passed.push('SIGINT');
    for (const signal of passed)
      process.on(signal, () => {
        told = true;
        child.kill(signal);
      });
    // npm tells a shell to end, and some shells end without passing it on: nobody could end the program then.
    const parent = process.ppid;
    const orphaned = () => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      if (!told) child.kill('SIGTERM');
    };
    const watch = process.env['npm_lifecycle_event'] ? setInterval(orphaned, PARENT_MS).unref() : undefined;
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(127);
    });
    child.on('close', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
