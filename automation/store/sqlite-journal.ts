import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { PROGRAM } from '../../shared/protocol/program-events.ts';
import type { Journal } from '../../shared/ports/journal.ts';
import { makeFolder } from '../make-folder.ts';
import { openAnchor, type Anchor } from './audit/anchor.ts';
import { openAuditKey, type AuditKey } from './audit/key.ts';
import { breakDetails } from './audit/break-details.ts';
import { readBookmark, type Piece } from './bookmark-file.ts';
import { openBookmark, type BookmarkOptions } from './bookmark.ts';
import { checkChain, FORGETTABLE_FROM, linkAfter, type Linked } from './chain.ts';
import { editionOf } from './edition.ts';
import { Forgettings, isForgotten, stretchesOf } from './forgotten.ts';
import {
  createJournalFile,
  isOldLayout,
  openJournalFile,
  rowEmptier,
  rowForcing,
  rowReader,
  rowWriter,
  type RowReader,
} from './journal-file.ts';
import { CURRENT_FORMAT, parseEvent, type JournalFormat } from './journal-format.ts';
import { lockProfile } from './profile-lock.ts';
import { RowsSum } from './rows-sum.ts';
import { RunIndex } from './run-index.ts';
import { replaceDamaged } from './salvage.ts';
import { pageBytesOf } from './sqlite-pages.ts';
import { isDamage, storeError } from './store-error.ts';

export interface JournalOptions {
  /** The profile's folder; made when it is missing, readable by its owner only. */
  readonly folder: string;
  /** Milliseconds since the epoch; only names damaged files that are kept aside. */
  now(): number;
  readonly format?: JournalFormat;
}

const NAME = 'journal.sqlite';

interface Opened {
  readonly db: DatabaseSync;
  readonly reader: RowReader;
  readonly index: RunIndex;
  readonly last: Linked;
  /** The newest row by which a person had something forgotten; 0: there is none, or all that is known of runs was kept after it. */
  readonly forgottenAt: number;
  readonly sum: RowsSum;
}
interface Checked extends Pick<Opened, 'index' | 'last' | 'forgottenAt' | 'sum'> {
  /** Rows that a person had forgotten and that still have their text. */
  readonly unfinished: readonly number[];
}

/**
 * What Sonny itself kept after it had linked or checked these very rows vouches for them: only those that follow are looked at one by one. null
 * where nothing does, or where what follows needs all rows to be looked at.
 */
const vouched = (db: DatabaseSync, reader: RowReader, pieces: readonly Piece[]): Checked | null => {
  const kept = pieces.at(-1);
  if (!kept) return null;
  const sum = new RowsSum(db);
  sum.readTo(kept.seq);
  const [after] = reader.rows(kept.seq, kept.seq);
  if (!after || sum.value() !== kept.sum) return null;
  const index = new RunIndex();
  for (const { runs } of pieces) index.take(runs);
  const forgettings = new Forgettings();
  const { firstBad, last } = checkChain(index.through(reader.rows(kept.seq + 1)), forgettings, after);
  if (firstBad !== null || forgettings.any) return null;
  return { index, last, forgottenAt: 0, sum, unfinished: [] };
};

/** Looks at every row. @throws SonnyError STORE_CORRUPT saying which is wrong */
const checked = (db: DatabaseSync, reader: RowReader): Checked => {
  const index = new RunIndex();
  const forgettings = new Forgettings();
  const { firstBad, last } = checkChain(index.through(reader.rows(1)), forgettings);
  if (firstBad !== null)
    throw new SonnyError('STORE_CORRUPT', `Row ${firstBad} does not follow from the row before it.`);
  return {
    index,
    last,
    forgottenAt: forgettings.latest,
    sum: new RowsSum(db),
    unfinished: forgettings.unfinished(),
  };
};

/** Opens a file whose every row is sound, or throws STORE_CORRUPT saying what is wrong. */
const openSound = (path: string, pieces: readonly Piece[] = []): Opened => {
  if (!existsSync(path)) createJournalFile(path, []);
  // SQLite would take what has no first page for a new file, and throw away what its write-ahead log still holds.
  if (statSync(path).size < pageBytesOf(path)) throw new SonnyError('STORE_CORRUPT', 'The file is cut off.');
  const db = openJournalFile(path);
  try {
    const reader = rowReader(db);
    const opened = vouched(db, reader, pieces) ?? checked(db, reader);
    const found = db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
    if (found !== 'ok') throw new SonnyError('STORE_CORRUPT', String(found));
    let { index } = opened;
    if (opened.unfinished.length > 0) {
      // Whoever was forgetting was cut off: a person's wish stands.
      rowEmptier(db, reader)(opened.unfinished);
      index = new RunIndex();
      for (const row of reader.rows(1)) if (!isForgotten(row.event)) index.add(row);
    }
    opened.sum.readTo(opened.last.seq);
    return { ...opened, db, reader, index };
  } catch (error) {
    db.close();
    throw error;
  }
};

/** A file that an earlier Sonny laid out is laid out anew; its rows stay as they are. */
const openLaidOut = (path: string, version: number, pieces: readonly Piece[]): Opened => {
  const opened = openSound(path, pieces);
  // What a later Sonny wrote is refused, and left as it is.
  if (opened.last.version > version || !isOldLayout(opened.db)) return opened;
  const rows = [...opened.reader.rows(1)];
  opened.db.close();
  createJournalFile(path, rows);
  return openSound(path);
};

const isDamaged = (error: unknown): boolean =>
  isDamage(error) || (error instanceof SonnyError && error.code === 'STORE_CORRUPT');

const openOrReplace = (
  path: string,
  now: number,
  version: number,
  pieces: readonly Piece[],
): { opened: Opened; notice: Journal['notice'] } => {
  try {
    return { opened: openLaidOut(path, version, pieces), notice: null };
  } catch (error) {
    if (!isDamaged(error)) throw error;
    const { kept, lost, aside } = replaceDamaged(path, now);
    const why = error instanceof SonnyError ? error.details : error instanceof Error ? error.message : '';
    const details = `${kept} rows were kept${lost > 0 ? `, ${lost} could not be` : ''}. The damaged file is ${aside}. ${why}`;
    return { opened: openSound(path), notice: { code: 'STORE_CORRUPT', details } };
  }
};

/** A profile from before there were heads has none, which is worth no notice. */
const noticeOf = ({ broken }: Anchor): Journal['notice'] =>
  broken && broken.kind !== 'unanchored' ? { code: 'JOURNAL_TAMPERED', details: breakDetails(broken) } : null;

/**
 * Opens the profile's journal, repairing it where it is damaged (see `notice`). PROFILE_IN_USE while another Sonny has it,
 * FILE_DENIED when the folder cannot be written, STORE_FULL when there is no room, SCHEMA_VERSION when a later Sonny wrote it,
 * JOURNAL_NOT_KNOWN when the file is whole and no row of it is one that Sonny knows.
 */
export const openJournal = ({ folder, now, format = CURRENT_FORMAT }: JournalOptions): Journal => {
  const path = join(folder, NAME);
  let unlock: (() => void) | null = null;
  try {
    makeFolder(folder);
    unlock = lockProfile(folder);
    let known: AuditKey | null = null;
    const key = (): AuditKey => (known ??= openAuditKey(folder));
    const edition = format === CURRENT_FORMAT ? editionOf(import.meta.url) : null;
    const pieces = readBookmark(folder, { key, edition });
    const { opened, notice } = openOrReplace(path, now(), format.version, pieces ?? []);
    if (opened.last.version > format.version) {
      opened.db.close();
      throw new SonnyError(
        'SCHEMA_VERSION',
        `The journal is of version ${opened.last.version}; this Sonny knows ${format.version}.`,
      );
    }
    const anchor = openAnchor({
      folder,
      key,
      now,
      last: opened.last,
      hashAt: opened.reader.hashAt,
      repaired: notice !== null,
    });
    const bookmark = { key, edition, found: pieces };
    return journalOn(opened, format, notice ?? noticeOf(anchor), folder, anchor, bookmark, unlock);
  } catch (error) {
    unlock?.();
    throw storeError(error, path);
  }
};

const journalOn = (
  opened: Opened,
  format: JournalFormat,
  notice: Journal['notice'],
  folder: string,
  anchor: Anchor,
  kept: Pick<BookmarkOptions, 'key' | 'edition' | 'found'>,
  unlock: () => void,
): Journal => {
  const { db, reader, index, forgottenAt } = opened;
  const path = join(folder, NAME);
  const add = rowWriter(db);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  function* rowsOf(runId: string, afterSeq: number): Generator<Linked> {
    for (const [first, last] of index.of(runId, afterSeq)) yield* reader.rows(first, last);
  }
  let { last } = opened;
  /** null: nobody vouches for the rows as they are now. */
  let sum: RowsSum | null = opened.sum;
  const bookmark = openBookmark({
    ...kept,
    folder,
    last: () => last,
    hashAt: reader.hashAt,
    forgottenAt,
    rows: { sum: () => sum?.value() ?? '', runs: () => index.told(), runsSince: () => index.news() },
  });
  const force = rowForcing(db);

  return {
    notice,
    bookmark,
    append(events, { durable = false } = {}) {
      const rows = linkAfter(last, events, format.version);
      let written: readonly (string | Uint8Array)[];
      anchor.begin();
      try {
        force(durable);
        if (rows[0] && rows.length === 1) written = [add(rows[0], rows[0].source)];
        else {
          begin.run();
          written = rows.map((row) => add(row, row.source));
          commit.run();
        }
      } catch (error) {
        if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
        throw storeError(error, path);
      }
      for (const [i, row] of rows.entries()) {
        index.add(row, row.source.runId, row.source.type === 'run.started');
        sum?.add(row, written[i] ?? '');
      }
      last = rows.at(-1) ?? last;
      // What a power cut may still take is not anchored: its loss is no tampering.
      if (durable) anchor.note(last);
      return rows.map(({ seq, source, hash }) => ({ seq, event: source, hash }));
    },
    *read({ afterSeq = 0, runId } = {}) {
      for (const row of runId === undefined ? reader.rows(afterSeq + 1) : rowsOf(runId, afterSeq))
        if (!isForgotten(row.event)) yield { seq: row.seq, event: parseEvent(format, row), hash: row.hash };
    },
    runs: (limit, beforeAt = Infinity) => index.started(limit, beforeAt),
    forget(runId, at, about = () => false) {
      const rows = [...rowsOf(runId, 0)];
      if (rows.length === 0) throw new SonnyError('RUN_NOT_FOUND', runId);
      for (const row of rowsOf(PROGRAM, 0))
        if (!isForgotten(row.event) && about(parseEvent(format, row))) rows.push(row);
      if (rows.some(({ version }) => version < FORGETTABLE_FROM))
        throw new SonnyError(
          'UNSUPPORTED',
          'An earlier Sonny wrote it, in a form that can’t be forgotten piece by piece.',
        );
      const seqs = rows.map(({ seq }) => seq).toSorted((a, b) => a - b);
      try {
        bookmark.drop();
      } catch (error) {
        throw storeError(error, path);
      }
      const wish = { at, runId: PROGRAM, of: runId, rows: stretchesOf(seqs), by: 'person' } as const;
      // Where it is cut off, the next start has to look at all rows.
      sum = null;
      this.append([{ type: 'run.forgotten', ...wish }], { durable: true });
      try {
        rowEmptier(db, reader)(seqs);
        const left = new RowsSum(db);
        left.readTo(last.seq);
        sum = left;
      } catch (error) {
        throw storeError(error, path);
      }
      index.drop(runId);
    },
    verify() {
      const { firstBad, rows } = checkChain(reader.rows(1));
      return { firstBad: firstBad ?? (rows === last.seq ? null : rows + 1), rows };
    },
    close() {
      if (!db.isOpen) return;
      bookmark.close();
      db.close();
      anchor.close(last);
      unlock();
    },
  };
};
