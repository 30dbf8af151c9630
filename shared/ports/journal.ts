import type { JournalEvent } from '../protocol/events.ts';

export interface JournalRow {
  /** 1, 2, 3 ... without gaps but those that a person had forgotten. */
  readonly seq: number;
  readonly event: JournalEvent;
  /** SHA-256 (hex) over the row before and this row's canonical JSON. */
  readonly hash: string;
}

/**
 * Texts beside the rows that save replaying them: one that holds all, and after it what changed since. They are told only where the row that each
 * was kept after, and so every row before, is what it was, and the program is the one that kept them; they may be lost at any time, the last ones
 * first, and what is read without them is the same.
 */
export interface Bookmark {
  /** What was kept, in order, and after which row the last of it; null: nothing that still fits. */
  kept(): { readonly seq: number; readonly texts: readonly string[] } | null;
  /** Offers what may be kept now: what rows up to the newest come to. A text is made only where it is kept. Never throws. */
  offer(texts: BookmarkTexts): void;
}

export interface BookmarkTexts {
  /** All of it. */
  whole(): string;
  /** What changed since the last text that was made; asked for only after one. */
  since(): string;
}

/**
 * The only truth, with one writer. `append` returns after the rows are durable to the degree asked for, or throws
 * STORE_FULL having written nothing of this call. `durable` forces the disk (intents, approvals, outcomes with an
 * effect); without it a power cut may lose the last rows, never reorder or tear them.
 */
export interface Journal {
  append(events: readonly JournalEvent[], options?: { readonly durable?: boolean }): readonly JournalRow[];
  /** Rows in order, after `afterSeq`, of one run when named. */
  read(filter?: { readonly afterSeq?: number; readonly runId?: string }): Iterable<JournalRow>;
  /** Ids of runs, newest first. */
  runs(limit: number, beforeAt?: number): readonly string[];
  /**
   * Destroys the texts of a run's rows, and of rows without a run that are `about` it, for good: what is left of each is the sum by which the
   * chain still holds. Says in a row of its own that a person wanted it so, first. They are not read any more; numbers stay.
   * @throws SonnyError RUN_NOT_FOUND, STORE_FULL, or UNSUPPORTED where an earlier Sonny wrote some of them; then nothing has changed
   */
  forget(runId: string, at: number, about?: (event: JournalEvent) => boolean): void;
  readonly bookmark?: Bookmark;
  /** Recomputes the chain; the first bad row's seq, or null. */
  verify(): { readonly firstBad: number | null; readonly rows: number };
  /** What was found when it was opened: a damaged file that was repaired, or rows that are not what they were. */
  readonly notice: { readonly code: 'STORE_CORRUPT' | 'JOURNAL_TAMPERED'; readonly details: string } | null;
  close(): void;
}
