import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a process cost and what it wrote. */
export interface Timed {
  /** Seconds of processor, its start included. */
  readonly cpu: number;
  readonly out: string;
}

const MOST = 120_000;

/** Runs a command to its end; null where it is not installed, fails or takes too long. The shell's `time` counts. */
export const timed = async (command: string, args: readonly string[]): Promise<Timed | null> => {
  // The command's own errors are thrown away, so that stderr has the times alone.
  const script = 'TIMEFORMAT="%U %S"; time "$@" 2>/dev/null';
  try {
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script, 'bash', command, ...args], {
      timeout: MOST,
      maxBuffer: 2 ** 28,
    });
    const [user, system] = stderr.trim().split(' ').map(Number);
    return { cpu: (user ?? NaN) + (system ?? NaN), out: stdout };
  } catch (error) {
    // clingo says by its exit code that it found a model.
    const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string };
    if (code !== 10 && code !== 30) return null;
    const [user, system] = (stderr ?? '').trim().split(' ').map(Number);
    return { cpu: (user ?? NaN) + (system ?? NaN), out: stdout ?? '' };
  }
};
