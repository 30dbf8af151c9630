import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The Node host as a person has it: a process that serves the window, with a profile and a virtual desktop of its own. */
export interface HostProcess {
  readonly pid: number;
  /** Opens the window, good once. */
  readonly link: string;
  /** Milliseconds from its start to the link. */
  readonly started: number;
  close(): Promise<void>;
}

const linkFrom = async (child: ChildProcess): Promise<string> => {
  for await (const line of createInterface({ input: child.stdout! })) if (line.startsWith('http://')) return line;
  throw new Error('The host ended before it gave a link.');
};

/** Starts it with a command that ends in `serve`, and waits for the link. */
export const startHostProcess = async (program: string, args: readonly string[], cwd: string): Promise<HostProcess> => {
  const profile = await mkdtemp(join(tmpdir(), 'sonny-bench-host-'));
  const env = { ...process.env, SONNY_HOME: profile, SONNY_VIRTUAL: '1' };
  const before = performance.now();
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  const link = await linkFrom(child);
  const started = performance.now() - before;
  const { pid } = JSON.parse(await readFile(join(profile, 'server.json'), 'utf8')) as { readonly pid: number };
  return {
    pid,
    link,
    started,
    async close() {
      // The host itself, which may be a grandchild: what started it ends with it.
      process.kill(pid, 'SIGINT');
      await ended;
      await rm(profile, { recursive: true, force: true });
    },
  };
};
