import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import type { OnLine, Progress, SandboxEnd, SandboxJob } from '../../../shared/ports/sandbox.ts';
import { commandOf, nodeFlags, type Place } from './command.ts';

/** Of what is kept of stdout and stderr each, in characters. */
const KEPT = 64_000;
/** Exit codes above this name a signal, as the shell has it. */
const SIGNALLED = 128;

export interface Runner {
  readonly place: Place;
  /** The bytes of a filter of system calls. */
  readonly filter: Uint8Array;
  readonly timeZone: string;
  /** Milliseconds since the epoch, on the clock of deadlines. */
  readonly now: () => number;
  /** Node's flags, where they are not the usual ones. */
  readonly flags?: (job: SandboxJob) => readonly string[];
}

const unpack = (job: SandboxJob, folder: string): void => {
  for (const [name, text] of Object.entries(job.program)) {
    const path = join(folder, name);
    if (name.includes('/')) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
};

const keeping = (stream: Readable, count: (bytes: number) => void): (() => string) => {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    count(chunk.length);
    if (text.length < KEPT) text += chunk.slice(0, KEPT - text.length);
  });
  return () => text;
};

const hearing = (channel: Duplex, onLine: OnLine, count: (bytes: number) => void): void => {
  let rest: string[] = [];
  channel.setEncoding('utf8');
  channel.on('error', () => {});
  const answer = (line: string): void => {
    if (channel.writable) channel.write(`${line}\n`);
  };
  channel.on('data', (chunk: string) => {
    count(chunk.length);
    const lines = chunk.split('\n');
    rest.push(lines.shift() ?? '');
    for (const line of lines) {
      const whole = rest.join('');
      rest = [line];
      onLine(whole, answer);
    }
  });
};

/** Starts the program behind the walls and sees it to its end; what was unpacked for it is gone then. */
export const runWalled = (
  job: SandboxJob,
  progress: Progress,
  onLine: OnLine,
  { place, filter, timeZone, now, flags = nodeFlags }: Runner,
): Promise<SandboxEnd> => {
  const folder = mkdtempSync(join(tmpdir(), 'sonny-script-'));
  const tidy = (): void => rmSync(folder, { recursive: true, force: true });
  let child: ChildProcess;
  let filterFd: number | null = null;
  try {
    const program = join(folder, 'program');
    mkdirSync(program);
    unpack(job, program);
    writeFileSync(join(folder, 'filter'), filter);
    filterFd = openSync(join(folder, 'filter'), 'r');
    const [command, args] = commandOf(job, place, program, timeZone, flags(job));
    // Not even an environment to be read from the first process's memory.
    child = spawn(command, args, { env: {}, cwd: '/', stdio: ['ignore', 'pipe', 'pipe', 'pipe', filterFd] });
  } catch (thrown) {
    tidy();
    throw thrown;
  } finally {
    if (filterFd !== null) closeSync(filterFd);
  }

  return new Promise((resolve, reject) => {
    let by: SandboxEnd['by'] | null = null;
    let said = 0;
    const end = (why: SandboxEnd['by']): void => {
      by ??= why;
      child.kill('SIGKILL');
    };
    const count = (length: number): void => {
      said += length;
      if (said > job.limits.outputBytes) end('output');
    };
    const [, stdout, stderr, channel] = child.stdio as unknown as [null, Readable, Readable, Duplex];
    const out = keeping(stdout, count);
    const err = keeping(stderr, count);
    hearing(channel, (line, answer) => by === null && onLine(line, answer), count);
    const cancel = (): void => end('cancelled');
    if (job.greeting !== undefined) channel.write(`${job.greeting}\n`);
    const late = setTimeout(() => end('time'), Math.max(0, progress.deadline - now()));
    progress.signal.addEventListener('abort', cancel, { once: true });
    if (progress.signal.aborted) cancel();
    const settle = (): void => {
      clearTimeout(late);
      progress.signal.removeEventListener('abort', cancel);
      tidy();
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    // `close`: every process that held a pipe is gone, so nothing of it is left.
    child.once('close', (code, signal) => {
      settle();
      const killed = signal !== null || (code !== null && code > SIGNALLED);
      resolve({ by: by ?? (killed ? 'killed' : 'left'), code, stdout: out(), stderr: err() });
    });
  });
};
