import type { Json } from '../protocol/json.ts';

/** A line for the stream of that name. `offset` is where in its source it comes from. */
export interface StreamEntry {
  readonly stream: string;
  readonly offset: number;
  readonly line: { readonly [field: string]: Json };
}

/**
 * Append-only lists of what happened, for a later audit. Each line says of which source it is and from where in it. What a
 * source gave is added once, whenever the process ends.
 */
export interface Streams {
  /** How far `source` was read into the streams; 0 when it never was. */
  offset(source: string): number;
  /** Removes a run's lines. Throws STORE_FULL or FILE_DENIED having removed nothing. */
  forget(runId: string): void;
  /** Adds what came of reading the source up to `offset`. Throws STORE_FULL or FILE_DENIED having added nothing for good. */
  append(source: string, offset: number, entries: readonly StreamEntry[]): void;
}
