import { chmodSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { BEFORE_FIRST, link, type Linked } from './chain.ts';
import { forgottenText, isForgotten } from './forgotten.ts';
import { runIn } from './run-index.ts';
import { shortened, written, type Source } from './shorthand.ts';
import { PAGE_BYTES } from './sqlite-pages.ts';

/** How the file's table is laid out: kept as SQLite's `user_version`. 0 had texts as they are and hashes in hexadecimal. */
const LAYOUT = 1;

/**
 * Each row says in which version of the format it was written. There is no index: which rows are a run's is told by their own
 * texts as the chain is checked (`run-index.ts`), so that no copy of a run's id could differ from it.
 */
const TABLE = `
  PRAGMA user_version = ${LAYOUT};
  CREATE TABLE row (seq INTEGER PRIMARY KEY, version INTEGER NOT NULL, event ANY NOT NULL, hash BLOB NOT NULL) STRICT;
`;

/**
 * After so many pages the log is written back and begun anew. Where each row is forced, early: forcing pages that lie over old ones costs
 * half of what forcing a file that grows does, and what a killed Sonny left is soon read. Where rows are not forced, writing back is all that
 * waits for the disk, so it comes as late as SQLite has it by default: after so many bytes.
 */
const FORCED_PAGES = 256;
const FREE_BYTES = 4_096_000;

/** Whether rows are forced to disk from now on. */
export type Forcing = (wanted: boolean) => void;

export const rowForcing = (db: DatabaseSync): Forcing => {
  const freePages = Math.floor(FREE_BYTES / Number(db.prepare('PRAGMA page_size').get()?.['page_size']));
  let forced: boolean | null = null;
  return (wanted) => {
    if (forced !== wanted)
      db.exec(
        `PRAGMA synchronous = ${wanted ? 'FULL' : 'NORMAL'}; PRAGMA wal_autocheckpoint = ${wanted ? FORCED_PAGES : freePages}`,
      );
    forced = wanted;
  };
};

/** Opens a journal's file. Its one connection locks it until it is closed. Throws what SQLite throws. */
export const openJournalFile = (path: string): DatabaseSync => {
  const db = new DatabaseSync(path);
  try {
    // What is taken out is overwritten, in the file as well as in the pages that it leaves free.
    db.exec(
      `PRAGMA page_size = ${PAGE_BYTES}; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON; PRAGMA synchronous = NORMAL`,
    );
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/** Whether an earlier Sonny laid the file out, so that no row can be added to it. */
export const isOldLayout = (db: DatabaseSync): boolean =>
  db.prepare('PRAGMA user_version').get()?.['user_version'] !== LAYOUT;

/**
 * Makes a journal's file that holds the rows, numbered and linked anew, in the place of any that is there. It comes into
 * place whole: a process that dies leaves what was there before.
 */
export const createJournalFile = (path: string, rows: readonly Linked[]): void => {
  const next = `${path}.next`;
  for (const ending of ['', '-wal']) rmSync(next + ending, { force: true });
  const db = openJournalFile(next);
  try {
    chmodSync(next, 0o600);
    db.exec(`PRAGMA synchronous = FULL; BEGIN IMMEDIATE; ${TABLE}`);
    const add = rowWriter(db);
    let { hash } = BEFORE_FIRST;
    for (const [i, row] of rows.entries()) {
      hash = link(hash, row);
      add({ ...row, seq: i + 1, hash });
    }
    db.exec('COMMIT');
  } finally {
    db.close();
  }
  rmSync(`${path}-wal`, { force: true });
  renameSync(next, path);
};

/** Columns by place, the hash in hexadecimal whatever layout it is kept in: made by SQLite, since a binary one costs more to read than all the rest. */
const COLUMNS = `seq, version, event, CASE typeof(hash) WHEN 'blob' THEN lower(hex(hash)) ELSE hash END, typeof(hash) = 'blob'`;
type Columns = readonly [seq: number, version: number, event: string | Uint8Array, hash: string, isShort: number];

const toRow = ([seq, version, event, hash, isShort]: Columns): Linked => ({
  seq,
  version,
  event: isShort === 1 ? written(event) : String(event),
  hash,
});

const PAGE = 500;

export interface RowReader {
  /** Rows from one number to another in order, a page at a time, so that rows may be added while they are read. */
  rows(first: number, last?: number): Generator<Linked>;
  /** A row's hash; empty when there is no such row. */
  hashAt(seq: number): string;
}

export const rowReader = (db: DatabaseSync): RowReader => {
  const page = db.prepare(`SELECT ${COLUMNS} FROM row WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ${PAGE}`);
  page.setReturnArrays(true);
  const hash = db.prepare(
    `SELECT CASE typeof(hash) WHEN 'blob' THEN lower(hex(hash)) ELSE hash END AS it FROM row WHERE seq = ?`,
  );
  return {
    *rows(first, last = Number.MAX_SAFE_INTEGER) {
      for (let next = first; next <= last;) {
        const rows = (page.all(next, last) as unknown as Columns[]).map(toRow);
        yield* rows;
        const end = rows.at(-1);
        if (!end) return;
        // A damaged page gives rows under other numbers than were asked for, over and over.
        if (end.seq < next) throw new SonnyError('STORE_CORRUPT', 'Its rows are out of order.');
        next = end.seq + 1;
      }
    },
    hashAt: (seq) => String(hash.get(seq)?.['it'] ?? ''),
  };
};

/** Adds a row as it is given, and tells its text as the file holds it: its hash must already follow from the row before. */
export const rowWriter = (db: DatabaseSync): ((row: Linked, source?: Source) => string | Uint8Array) => {
  const insert = db.prepare('INSERT INTO row (seq, version, event, hash) VALUES (?, ?, ?, ?)');
  return ({ seq, version, event, hash }, source) => {
    const kept = shortened(event, source ?? { type: '', runId: runIn(event) });
    insert.run(seq, version, kept, Buffer.from(hash, 'hex'));
    return kept;
  };
};

/**
 * Puts sums in the place of rows' texts, and sees to it that no copy of them is left in the file or its log. Cut off, none or all are gone from
 * the file.
 */
export const rowEmptier =
  (db: DatabaseSync, reader: RowReader): ((seqs: readonly number[]) => void) =>
  (seqs) => {
    if (seqs.length === 0) return;
    const update = db.prepare('UPDATE row SET event = ? WHERE seq = ?');
    db.exec('BEGIN IMMEDIATE');
    try {
      for (const seq of seqs)
        for (const { event } of reader.rows(seq, seq))
          if (!isForgotten(event)) update.run(shortened(forgottenText(event), { type: '', runId: '' }), seq);
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  };
