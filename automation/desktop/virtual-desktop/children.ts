import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';

/** Programs that are ended with their group: by `endAll`, and by the kernel when this process dies in any way. */
export interface Children {
  /** Starts a program. With `announces`, resolves with the first line it writes on descriptor 3. */
  start(command: readonly string[], env: Readonly<Record<string, string>>): Child;
  endAll(): Promise<void>;
  /** Sends the end without waiting: for a process that is itself ending. */
  endAllNow(): void;
}
export interface Child {
  readonly process: ChildProcess;
  /** First line on descriptor 3, by which the program says that it is ready. Rejects when it ends before. */
  readonly announced: Promise<string>;
}

export function findProgram(name: string, path = process.env['PATH'] ?? ''): string | null {
  for (const folder of path.split(delimiter)) {
    const candidate = join(folder, name);
    if (folder && existsSync(candidate)) return candidate;
  }
  return null;
}

const PATIENCE_MS = 1500;

/** Programs in process groups of their own, which end with this process, however it ends. */
export function children(): Children {
  const running: ChildProcess[] = [];
  // A handler can't run when this process is killed outright; the kernel's parent-death signal does.
  const leash = process.platform === 'linux' && findProgram('setpriv') ? ['setpriv', '--pdeathsig', 'TERM'] : [];
  const signalAll = (signal: NodeJS.Signals) => {
    for (const child of running) signalGroup(child, signal);
  };
  return {
    start(command, env) {
      const [program = '', ...args] = [...leash, ...command];
      const child = spawn(program, args, { env, detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
      running.push(child);
      child.unref();
      const announced = firstLine(child);
      announced.catch(() => undefined);
      return { process: child, announced };
    },
    endAllNow: () => signalAll('SIGTERM'),
    async endAll() {
      // Last started first: the display goes after what is shown on it.
      const ended = running.reverse().map(ending);
      signalAll('SIGTERM');
      const timer = setTimeout(() => signalAll('SIGKILL'), PATIENCE_MS);
      await Promise.all(ended);
      clearTimeout(timer);
    },
  };
}

function ending(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || hasEnded(child)) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended in this moment.
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  const pipe = child.stdio[3] as Readable;
  return new Promise((resolve, reject) => {
    let text = '';
    pipe.setEncoding('utf8');
    pipe.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end < 0) return;
      resolve(text.slice(0, end));
      pipe.destroy();
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${child.spawnfile} ended (${code ?? signal})`)));
  });
}
