import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import type { Bookmark, BookmarkTexts } from '../../shared/ports/journal.ts';
import type { AuditKey } from './audit/key.ts';
import { bookmarkIn, destroy, readBookmark, recordOf, type Piece } from './bookmark-file.ts';
import type { Linked } from './chain.ts';

/**
 * A text is kept after so many milliseconds, or after so many rows where those come sooner and not all at once, so that few rows are left to be
 * replayed. Over time keeping costs no more than a part in 30; so many milliseconds of it may come at once, so that one text that took long, as the
 * first ones of a process do, leaves no long gap after it. All of it is kept anew once what changed is so many times as much and more than so many
 * bytes, or came in so many pieces.
 */
const PAUSE = 50;
const MANY_ROWS = 40;
const LEAST_PAUSE = 6;
const SHARE = 30;
const AT_ONCE = 20;
/** All of it is kept so soon after the first row, mostly before a person is asked: what it costs then, nobody waits for. */
const FIRST = 1;
const MOST_CHANGES = 64;
const MOST_CHANGED = 2;
const FEW_BYTES = 65_536;

export interface BookmarkOptions {
  readonly folder: string;
  /** The profile's key, made when it is first asked for. Throws what the file system throws. */
  readonly key: () => AuditKey;
  /** Of the program; null: nothing is kept. */
  readonly edition: string | null;
  /** The newest row. */
  readonly last: () => Pick<Linked, 'seq' | 'hash'>;
  /** The hash of a row; empty when there is no such row. */
  readonly hashAt: (seq: number) => string;
  /** The newest row by which a person had something forgotten; 0: there is none. */
  readonly forgottenAt: number;
  /** What vouches for the rows up to the newest. */
  readonly rows: {
    /** See `RowsSum`; empty: nobody vouches for them. */
    sum(): string;
    /** Which rows are which run's: of all, and of those since it was last told. */
    runs(): string;
    runsSince(): string;
  };
  /** What was read of it when the journal was opened. */
  readonly found?: readonly Piece[] | null;
}

export interface BookmarkFile extends Bookmark {
  /** Overwrites it and takes it away, since it may hold words that are forgotten now. @throws what the file system throws */
  drop(): void;
  /** Keeps all of what was offered last, in one piece. */
  close(): void;
}

/** What this process has kept: all of it, and changes after it. */
interface Kept {
  readonly of: BookmarkTexts;
  readonly file: number;
  readonly whole: number;
  /** Bytes of changes, and how many they are. */
  changed: number;
  changes: number;
  /** Of the file as it is. */
  readonly sum: Hash;
}

/** Keeps the bookmark of a profile's journal in a file beside it. The caller holds the profile's lock. */
export const openBookmark = (options: BookmarkOptions): BookmarkFile => {
  const { folder, key, edition, last, rows } = options;
  const path = bookmarkIn(folder);
  let found = options.found ?? null;
  let offered: BookmarkTexts | null = null;
  let own: Kept | null = null;
  /** null: nothing was offered yet, as while a start goes on from what was kept. */
  let next: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  /** What keeping took beyond its share until a moment. */
  let spent = 0;
  let spentAt = 0;
  /** No text before this moment, however many rows come. */
  let allowed = 0;
  let keptAfter = 0;

  const piece = (runs: string, text: string): Piece => {
    const { seq, hash } = last();
    return { seq, hash, sum: rows.sum(), runs, text };
  };

  const letGo = (): void => {
    const file = own?.file;
    own = null;
    try {
      if (file !== undefined) closeSync(file);
    } catch {
      // It is closed either way.
    }
  };

  const keepWhole = (of: string, texts: BookmarkTexts, short: boolean): void => {
    letGo();
    const sum = createHash('sha256');
    const record = recordOf({ key, edition: of }, sum, piece(rows.runs(), texts.whole()), short);
    // Whole or not at all, as far as a killed process goes; what a power cut leaves its mark tells.
    writeFileSync(`${path}.next`, record, { mode: 0o600 });
    renameSync(`${path}.next`, path);
    own = { of: texts, file: openSync(path, 'a'), whole: record.length, changed: 0, changes: 0, sum };
  };

  const keepSince = (of: string, texts: BookmarkTexts, to: Kept): void => {
    const record = recordOf({ key, edition: of }, to.sum, piece(rows.runsSince(), texts.since()), false);
    if (writeSync(to.file, record) < record.length) throw new Error('Cut off.');
    to.changed += record.length;
    to.changes++;
  };

  const keep = (closing: boolean): void => {
    // All of it, shortened, is what stays: also where nothing was offered since the last piece.
    const texts = offered ?? (closing ? (own?.of ?? null) : null);
    offered = null;
    if (timer) clearTimeout(timer);
    timer = null;
    if (!texts || edition === null) return;
    const begun = performance.now();
    const to = own?.of === texts && own.changes < MOST_CHANGES ? own : null;
    let often = true;
    try {
      if (closing || !to || to.changed > Math.max(MOST_CHANGED * to.whole, FEW_BYTES)) {
        keepWhole(edition, texts, closing);
        // All of it comes so seldom that what changes need not wait for it.
        often = false;
      } else keepSince(edition, texts, to);
    } catch {
      // It is for speed alone: on a full disk it ends here, and begins anew with all of it.
      letGo();
    }
    const now = performance.now();
    spent = Math.max(0, spent - (now - spentAt) / SHARE) + (often ? now - begun : 0);
    spentAt = now;
    allowed = now + Math.max(LEAST_PAUSE, SHARE * (spent - AT_ONCE));
    next = Math.max(now + PAUSE, allowed);
    keptAfter = last().seq;
  };

  const drop = (): void => {
    offered = null;
    found = null;
    letGo();
    for (const one of [path, `${path}.next`]) destroy(one);
  };

  return {
    kept() {
      const read = found ?? readBookmark(folder, { key, edition });
      // Once it was told it may be another.
      found = null;
      if (!read) return null;
      const other = read.findIndex(({ seq, hash }) => seq < options.forgottenAt || options.hashAt(seq) !== hash);
      const pieces = other < 0 ? read : read.slice(0, other);
      const newest = pieces.at(-1);
      if (newest) return { seq: newest.seq, texts: pieces.map(({ text }) => text) };
      try {
        drop();
      } catch {
        // It does not count either way.
      }
      return null;
    },
    offer(texts) {
      offered = texts;
      const now = performance.now();
      const wait = (next ??= now + FIRST) - now;
      const many = own !== null && now >= allowed && last().seq - keptAfter >= MANY_ROWS;
      if (many || wait <= 0) keep(false);
      else timer ??= setTimeout(() => keep(false), wait).unref();
    },
    drop,
    close() {
      keep(true);
      letGo();
    },
  };
};
