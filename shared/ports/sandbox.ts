import type { Progress } from './progress.ts';
export type { Progress };

/** What stands between a program and this machine. */
export interface Walls {
  /** `full`: every wall stands, and was tried. `none`: a program is not run at all. There is nothing in between. */
  readonly level: 'full' | 'none';
  /** The walls that stand, a few words each: "no network", "own file system". */
  readonly stand: readonly string[];
  /** Why the level is `none`, in a sentence, and what to do about it; empty otherwise. */
  readonly trouble: string;
  readonly remedy: string;
}

export interface SandboxLimits {
  /** Of processor, over all threads. */
  readonly cpuSeconds: number;
  readonly memoryMegabytes: number;
  /** Of all that is written, in memory. */
  readonly diskMegabytes: number;
  /** Of what it prints and says, together. */
  readonly outputBytes: number;
}

/** A file or folder of this machine that is seen inside, and can't be changed there. */
export interface Given {
  readonly from: string;
  readonly at: string;
}

export interface SandboxJob {
  /** The program's texts by their names: inside, they are in the folder /sonny, which can't be written. */
  readonly program: Readonly<Record<string, string>>;
  /** The one of them that Node starts. */
  readonly entry: string;
  readonly given: readonly Given[];
  /** Folders that can be written inside. They are in memory, empty at first, and gone with the sandbox. */
  readonly folders: readonly string[];
  /** Files and folders that Node, too, lets the program read or write; they are given, or in `folders`. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly limits: SandboxLimits;
  /** The first line on its channel. */
  readonly greeting?: string;
}

export interface SandboxEnd {
  /**
   * `left`: it ended by itself. `killed`: by a signal that was not ours, as the kernel does to what uses too much.
   * `output`: it said more than it may. `time` and `cancelled`: `progress` was over.
   */
  readonly by: 'left' | 'killed' | 'output' | 'time' | 'cancelled';
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Told each line that the program says on its channel (file 3); what `answer` is given goes back as a line. */
export type OnLine = (line: string, answer: (line: string) => void) => void;

/**
 * Runs JavaScript that nobody trusts. Whatever the program does, the machine outside is as it was: there is no file it can write, no
 * network, no other process, and no secret to be read; the one way out is its lines, which are data. `run` settles soon after `progress` is
 * over, and no process of the program is left then. Rejects only with a SonnyError: SCRIPT_NO_WALLS where the level is `none`.
 */
export interface Sandbox {
  /** Tried once, then remembered. Never rejects. */
  walls(): Promise<Walls>;
  run(job: SandboxJob, progress: Progress, onLine?: OnLine): Promise<SandboxEnd>;
}
