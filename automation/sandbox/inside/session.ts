import { randomBytes } from 'node:crypto';
import type { Progress, Sandbox, SandboxEnd, SandboxLimits } from '../../../shared/ports/sandbox.ts';
import { frameIn, type Frame } from './frames.ts';
import type { InsideJob } from './job.ts';

export interface SessionJob {
  readonly inside: InsideJob;
  /** Texts of the runner: `runner.mjs`, and what it imports. */
  readonly runner: Readonly<Record<string, string>>;
  /** Texts by their names: "v0/script.mjs". */
  readonly program: Readonly<Record<string, string>>;
  readonly given: readonly { readonly from: string; readonly at: string }[];
  readonly folders: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly limits: SandboxLimits;
  /** Without a line for so long, in milliseconds, the program is ended; `at` is what it last said that it is at. */
  readonly silence: (at: string) => number;
}

export interface SessionEnd extends SandboxEnd {
  /** The runner said that it was through. */
  readonly whole: boolean;
  /** It said nothing for too long. */
  readonly silent: boolean;
  /** Lines that only looked like the runner's: something in there tried to speak for it. */
  readonly forged: number;
}

/** Runs a script with the runner beside it, and hands on what the runner says. */
export const runSession = async (
  sandbox: Sandbox,
  job: SessionJob,
  progress: Progress,
  onFrame: (frame: Frame, answer: (value: object) => void) => void,
): Promise<SessionEnd> => {
  const word = randomBytes(16).toString('hex');
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let forged = 0;
  let whole = false;
  let at = '';
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), job.silence(at));
  };
  heard();
  try {
    const { inside, given, folders, reads, writes, limits } = job;
    const program = { ...job.runner, ...job.program, 'job.json': JSON.stringify(inside) };
    const end = await sandbox.run(
      { program, entry: 'runner.mjs', given, folders, reads, writes, limits, greeting: word },
      { ...progress, signal: AbortSignal.any([progress.signal, silence.signal]) },
      (line, answer) => {
        const frame = frameIn(line, word);
        if (frame !== null && 'at' in frame) at = frame.at;
        heard();
        if (frame === null) forged++;
        else if ('through' in frame) whole = true;
        else onFrame(frame, (value) => answer(JSON.stringify(value)));
      },
    );
    return { ...end, whole, forged, silent: silence.signal.aborted && !progress.signal.aborted };
  } finally {
    clearTimeout(timer);
  }
};
