import { execFile, type ExecFileOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { JournalEvent } from '../../../shared/protocol/events.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import type { Fingerprint } from '../goals/fingerprint.ts';
import type { KillPoint } from './deadly.ts';

/** What a child process is told to do. */
export interface Job {
  readonly goal: string;
  readonly home: string;
  readonly profile: string;
  /** The environment of what Sonny starts. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly sideLog: string;
  readonly kill: KillPoint | null;
  /** Before which append the profile's disk becomes full, and the file that fills it. */
  readonly fill: { readonly nth: number; readonly file: string } | null;
}

/** What a child that lived to the end saw. */
export interface Report {
  readonly run: RunView;
  readonly asked: readonly string[];
  readonly skipped: readonly string[];
  readonly afterRun: Fingerprint['files'];
  readonly undone: RunView;
  readonly afterUndo: Fingerprint['files'];
  readonly rows: readonly JournalEvent[];
  readonly firstBad: number | null;
  readonly notices: readonly string[];
}

/** Children start alike, and much of a start is making ready the same program. */
const COMPILED = fileURLToPath(new URL('../../../.cache/compiled', import.meta.url));
const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));
/** A child that takes longer hangs. Milliseconds. */
const LONGEST = 90_000;

interface ChildOptions {
  readonly nodeArguments?: readonly string[];
  /** Kills it -9. */
  readonly signal?: AbortSignal;
}

/** Runs the program in a process of its own. null: it was killed. Rejects when it ends in any other way. */
export const runChild = (job: Job, { nodeArguments = [], signal }: ChildOptions = {}): Promise<Report | null> =>
  new Promise((resolve, reject) => {
    const options: ExecFileOptions = {
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
      timeout: LONGEST,
      maxBuffer: 64 << 20,
      killSignal: 'SIGKILL',
      ...(signal ? { signal } : {}),
    };
    execFile(process.execPath, [...nodeArguments, CHILD, JSON.stringify(job)], options, (error, stdout, stderr) => {
      if (!error) resolve(JSON.parse(String(stdout)) as Report);
      else if ((error.signal === 'SIGKILL' && !error.killed) || signal?.aborted) resolve(null);
      else reject(new Error(`${error.signal ?? error.code ?? ''} ${String(stderr) || error.message}`));
    });
  });
