/**
 * What travels with every call into the world: one deadline, one abort signal, one log.
 * An adapter must settle before `deadline` (milliseconds since the epoch, on the caller's clock) and soon after `signal`.
 */
export interface Progress {
  readonly signal: AbortSignal;
  readonly deadline: number;
  log(line: string): void;
}

/** For a call that nobody aborts and whose log nobody reads. */
export const progressUntil = (deadline: number): Progress => ({
  signal: new AbortController().signal,
  deadline,
  log: () => undefined,
});
