import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Journal } from '../../shared/ports/journal.ts';
import { openAnchor, type Anchor } from './audit/anchor.ts';
import { breakDetails } from './audit/break-details.ts';
import { checkChain, linkAfter, type Linked } from './chain.ts';
import { createJournalFile, openJournalFile, rowReader, rowWriter } from './journal-file.ts';
import { CURRENT_FORMAT, parseEvent, type JournalFormat } from './journal-format.ts';
import { lockProfile } from './profile-lock.ts';
import { replaceDamaged } from './salvage.ts';
import { PAGE_BYTES } from './sqlite-pages.ts';
import { isDamage, storeError } from './store-error.ts';

export interface JournalOptions {
  /** The profile's folder; made when it is missing, readable by its owner only. */
  readonly folder: string;
  /** Milliseconds since the epoch; only names damaged files that are kept aside. */
  now(): number;
  readonly format?: JournalFormat;
}

interface Opened {
  readonly db: DatabaseSync;
  readonly last: Linked;
}

/** Opens a file whose every row is sound, or throws STORE_CORRUPT saying what is wrong. */
const openSound = (path: string): Opened => {
  if (!existsSync(path)) createJournalFile(path, []);
  // SQLite would take what has no first page for a new file, and throw away what its write-ahead log still holds.
  if (statSync(path).size < PAGE_BYTES) throw new SonnyError('STORE_CORRUPT', 'The file is cut off.');
  const db = openJournalFile(path);
  try {
    const { firstBad, last } = checkChain(rowReader(db).all(0));
    if (firstBad !== null)
      throw new SonnyError('STORE_CORRUPT', `Row ${firstBad} does not follow from the row before it.`);
    const found = db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
    if (found !== 'ok') throw new SonnyError('STORE_CORRUPT', String(found));
    return { db, last };
  } catch (error) {
    db.close();
    throw error;
  }
};

const isDamaged = (error: unknown): boolean =>
  isDamage(error) || (error instanceof SonnyError && error.code === 'STORE_CORRUPT');

const openOrReplace = (path: string, now: number): { opened: Opened; notice: Journal['notice'] } => {
  try {
    return { opened: openSound(path), notice: null };
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
 * FILE_DENIED when the folder cannot be written, STORE_FULL when there is no room, SCHEMA_VERSION when a later Sonny wrote it.
 */
export const openJournal = ({ folder, now, format = CURRENT_FORMAT }: JournalOptions): Journal => {
  const path = join(folder, 'journal.sqlite');
  let unlock: (() => void) | null = null;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    unlock = lockProfile(folder);
    const { opened, notice } = openOrReplace(path, now());
    if (opened.last.version > format.version) {
      opened.db.close();
      throw new SonnyError(
        'SCHEMA_VERSION',
        `The journal is of version ${opened.last.version}; this Sonny knows ${format.version}.`,
      );
    }
    const hash = opened.db.prepare('SELECT hash FROM row WHERE seq = ?');
    const anchor = openAnchor({
      folder,
      now,
      last: opened.last,
      hashAt: (seq) => String(hash.get(seq)?.['hash'] ?? ''),
      repaired: notice !== null,
    });
    return journalOn(opened, format, notice ?? noticeOf(anchor), path, anchor, unlock);
  } catch (error) {
    unlock?.();
    throw storeError(error, path);
  }
};

const journalOn = (
  opened: Opened,
  format: JournalFormat,
  notice: Journal['notice'],
  path: string,
  anchor: Anchor,
  unlock: () => void,
): Journal => {
  const { db } = opened;
  const reader = rowReader(db);
  const add = rowWriter(db);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const startedRuns = db.prepare(
    `SELECT event ->> 'runId' AS run FROM row WHERE event ->> 'type' = 'run.started' AND event ->> 'at' < ?
     ORDER BY event ->> 'at' DESC, seq DESC LIMIT ?`,
  );
  let { last } = opened;
  let forced = false;
  const force = (wanted: boolean): void => {
    if (forced !== wanted) db.exec(`PRAGMA synchronous = ${wanted ? 'FULL' : 'NORMAL'}`);
    forced = wanted;
  };

  return {
    notice,
    append(events, { durable = false } = {}) {
      const rows = linkAfter(last, events, format.version);
      anchor.begin();
      try {
        force(durable);
        if (rows[0] && rows.length === 1) add(rows[0]);
        else {
          begin.run();
          for (const row of rows) add(row);
          commit.run();
        }
      } catch (error) {
        if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
        throw storeError(error, path);
      }
      last = rows.at(-1) ?? last;
      // What a power cut may still take is not anchored: its loss is no tampering.
      if (durable) anchor.note(last);
      return rows.map(({ seq, source, hash }) => ({ seq, event: source, hash }));
    },
    *read({ afterSeq = 0, runId } = {}) {
      const rows = runId === undefined ? reader.all(afterSeq) : reader.ofRun(runId, afterSeq);
      for (const row of rows) yield { seq: row.seq, event: parseEvent(format, row), hash: row.hash };
    },
    runs: (limit, beforeAt = Infinity) => startedRuns.all(beforeAt, limit).map((row) => String(row['run'])),
    verify() {
      const { firstBad, rows } = checkChain(reader.all(0));
      return { firstBad: firstBad ?? (rows === last.seq ? null : rows + 1), rows };
    },
    close() {
      if (!db.isOpen) return;
      db.close();
      anchor.close(last);
      unlock();
    },
  };
};
