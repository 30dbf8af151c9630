/** Time as an argument. `now` is milliseconds since the epoch and may jump; only the manager reads it. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`, or at once when aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
