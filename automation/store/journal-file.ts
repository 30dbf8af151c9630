import { chmodSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { BEFORE_FIRST, link, type Linked } from './chain.ts';
import { forgottenText, isForgotten } from './forgotten.ts';
import { runIn } from './run-index.ts';
import { shortened, written, type Source } from './shorthand.ts';

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
 * After so many pages the log is written back and begun anew: forcing pages that lie over old ones costs half of what forcing
 * a file that grows does, and what a killed Sonny left is soon read. Oftener, and writing back would cost more than that.
 */
const LOG_PAGES = 256;

/** Opens a journal's file. Its one connection locks it until it is closed. Throws what SQLite throws. */
export const openJournalFile = (path: string): DatabaseSync => {
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    // What is taken out is overwritten, in the file as well as in the pages that it leaves free.
    db.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}; PRAGMA secure_delete = ON`);
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

type Column = string | number | bigint | null | Uint8Array;

const hashIn = (column: Column | undefined): string =>
  column instanceof Uint8Array
    ? Buffer.from(column.buffer, column.byteOffset, column.length).toString('hex')
    : String(column ?? '');

/** A row of either layout: they differ in how the hash is kept. */
const toRow = ({ seq, version, event, hash }: Record<string, Column>): Linked => ({
  seq: Number(seq),
  version: Number(version),
  event:
    hash instanceof Uint8Array && (typeof event === 'string' || event instanceof Uint8Array)
      ? written(event)
      : String(event),
  hash: hashIn(hash),
});

const PAGE = 500;

export interface RowReader {
  /** Rows from one number to another in order, a page at a time, so that rows may be added while they are read. */
  rows(first: number, last?: number): Generator<Linked>;
  /** A row's hash; empty when there is no such row. */
  hashAt(seq: number): string;
}

export const rowReader = (db: DatabaseSync): RowReader => {
  const page = db.prepare(
    `SELECT seq, version, event, hash FROM row WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ${PAGE}`,
  );
  const hash = db.prepare('SELECT hash FROM row WHERE seq = ?');
  return {
    *rows(first, last = Number.MAX_SAFE_INTEGER) {
      for (let next = first; next <= last;) {
        const rows = page.all(next, last).map(toRow);
        yield* rows;
        const end = rows.at(-1);
        if (!end) return;
        next = end.seq + 1;
      }
    },
    hashAt: (seq) => hashIn(hash.get(seq)?.['hash']),
  };
};

/** Adds a row as it is given: its hash must already follow from the row before. */
export const rowWriter = (db: DatabaseSync): ((row: Linked, source?: Source) => void) => {
  const insert = db.prepare('INSERT INTO row (seq, version, event, hash) VALUES (?, ?, ?, ?)');
  return ({ seq, version, event, hash }, source) =>
    void insert.run(
      seq,
      version,
      shortened(event, source ?? { type: '', runId: runIn(event) }),
      Buffer.from(hash, 'hex'),
    );
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
