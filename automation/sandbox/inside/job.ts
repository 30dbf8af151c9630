/** What the program inside is told, as /sonny/job.json. Paths are those inside. */
export interface InsideJob {
  readonly mode: 'trial' | 'real';
  /** Folders of /sonny with `script.mjs` and, for a trial, `tests.mjs`. The first is the script itself, the rest its mutants. */
  readonly variants: readonly string[];
  /** Files and folders as they are outside: what they are to be called, and where their bytes are. null: nothing is there. */
  readonly world: readonly { readonly path: string; readonly from: string | null }[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Whether to try the script itself on the copies. */
  readonly tries: boolean;
  /** What may take so long at most, in milliseconds: a test, an edge case, a trial. */
  readonly patience: number;
}
