import { chmodSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { BEFORE_FIRST, link, type Linked } from './chain.ts';

/**
 * Each row says in which version of the format it was written. The indexes read the event's own text, so that there is no
 * copy of a run's id which could differ from it.
 */
const LAYOUT = `
  CREATE TABLE row (seq INTEGER PRIMARY KEY, version INTEGER NOT NULL, event TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
  CREATE INDEX row_of_run ON row (event ->> 'runId');
  CREATE INDEX start_of_run ON row (event ->> 'at') WHERE event ->> 'type' = 'run.started';
`;

/** Opens a journal's file. Its one connection locks it until it is closed. Throws what SQLite throws. */
export const openJournalFile = (path: string): DatabaseSync => {
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

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
    db.exec(`PRAGMA synchronous = FULL; BEGIN IMMEDIATE; ${LAYOUT}`);
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

/** Rows after `afterSeq` in order, a page at a time, so that rows may be added while they are read. */
function* paged(page: (afterSeq: number) => readonly Linked[], afterSeq: number): Generator<Linked> {
  for (let after = afterSeq; ;) {
    const rows = page(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

const PAGE = 500;
const toRow = (columns: Record<string, unknown>): Linked => ({
  seq: Number(columns['seq']),
  version: Number(columns['version']),
  event: String(columns['event']),
  hash: String(columns['hash']),
});
const all = (statement: StatementSync, ...values: (string | number)[]): Linked[] => statement.all(...values).map(toRow);

/** Asks for rows of the whole journal and of one run. */
export const rowReader = (db: DatabaseSync) => {
  const every = db.prepare(`SELECT seq, version, event, hash FROM row WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`);
  const ofRun = db.prepare(
    `SELECT seq, version, event, hash FROM row WHERE event ->> 'runId' = ? AND seq > ? ORDER BY seq LIMIT ${PAGE}`,
  );
  return {
    all: (afterSeq: number) => paged((after) => all(every, after), afterSeq),
    ofRun: (runId: string, afterSeq: number) => paged((after) => all(ofRun, runId, after), afterSeq),
  };
};

/** Adds a row as it is given: its hash must already follow from the row before. */
export const rowWriter = (db: DatabaseSync): ((row: Linked) => void) => {
  const insert = db.prepare('INSERT INTO row (seq, version, event, hash) VALUES (?, ?, ?, ?)');
  return (row) => void insert.run(row.seq, row.version, row.event, row.hash);
};
