import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifyJournal } from '../../../automation/store/audit/verify.ts';
import type { Linked } from '../../../automation/store/chain.ts';
import { rowReader } from '../../../automation/store/journal-file.ts';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import { rowsOf } from '../../replay/fixtures.ts';

/** As the first Sonnies laid a journal out: the event's text as it is, its hash in hexadecimal, and two indexes. */
const OLD = `
  CREATE TABLE row (seq INTEGER PRIMARY KEY, version INTEGER NOT NULL, event TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
  CREATE INDEX row_of_run ON row (event ->> 'runId');
  CREATE INDEX start_of_run ON row (event ->> 'at') WHERE event ->> 'type' = 'run.started';
`;

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sonny-layout-'));
  path = join(folder, 'journal.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const writeOld = (rows: readonly Linked[]): void => {
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode = WAL; ${OLD}`);
  const insert = db.prepare('INSERT INTO row (seq, version, event, hash) VALUES (?, ?, ?, ?)');
  for (const { seq, version, event, hash } of rows) insert.run(seq, version, event, hash);
  db.close();
};
const rowsIn = (): Linked[] => {
  const db = new DatabaseSync(path);
  const rows = [...rowReader(db).rows(1)];
  db.close();
  return rows;
};
const open = () => openJournal({ folder, now: () => 0 });
const recorded = [1, 2].flatMap((version) => ['asked', 'kept-a-later-change'].map((name) => [version, name] as const));

it.each(recorded)('a file of format %i with %s is laid out anew, each row as it was', (version, name) => {
  const rows = rowsOf(version, name);
  writeOld(rows);
  expect(verifyJournal(folder)).toMatchObject({ rows: rows.length, findings: [{ kind: 'unanchored' }] });
  const journal = open();
  expect(journal.notice).toBeNull();
  expect(journal.verify()).toEqual({ firstBad: null, rows: rows.length });
  const runs = new Set([...journal.read()].map(({ event }) => event.runId));
  for (const runId of runs)
    expect([...journal.read({ runId })]).toEqual([...journal.read()].filter(({ event }) => event.runId === runId));
  journal.append([{ type: 'run.started', at: 1, runId: 'r', goal: 'g' }]);
  journal.close();
  expect(rowsIn().slice(0, -1)).toEqual(rows);
  expect(verifyJournal(folder).findings).toMatchObject([{ kind: 'earlier', say: expect.stringContaining('no head') }]);
});

it('a damaged file of the old layout keeps every row that is sound', () => {
  const rows = rowsOf(2, 'done-and-undone');
  writeOld(rows.with(4, { ...rows[4]!, event: rows[4]!.event.replace('{', '{ ') }));
  const journal = open();
  expect(journal.notice).toMatchObject({ code: 'STORE_CORRUPT' });
  expect(journal.verify()).toEqual({ firstBad: null, rows: rows.length - 1 });
  journal.close();

  rmSync(path);
  rmSync(join(folder, 'head.json'));
  writeOld(rows);
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(7, 0, 100));
  const salvaged = open();
  expect(salvaged.verify()).toEqual({ firstBad: null, rows: rows.length });
  salvaged.close();
});

it('a file that only says it were of the old layout loses nothing', () => {
  const journal = open();
  journal.append([{ type: 'run.started', at: 1, runId: 'r', goal: 'g' }]);
  journal.close();
  const before = rowsIn();
  const db = new DatabaseSync(path);
  db.exec('PRAGMA user_version = 0');
  db.close();
  open().close();
  expect(rowsIn()).toEqual(before);
});

it('a file with the longer pages of earlier Sonnies is gone on with, and salvaged with or without its header', () => {
  const rows = rowsOf(2, 'done-and-undone');
  writeOld(rows);
  open().close();
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = DELETE; PRAGMA page_size = 4096; VACUUM');
  db.close();
  const journal = open();
  journal.append([{ type: 'run.started', at: 1, runId: 'r', goal: 'g'.repeat(9000) }]);
  expect(journal.notice).toBeNull();
  journal.close();
  const bytes = readFileSync(path);
  expect(bytes.readUInt16BE(16)).toBe(4096);
  for (const damage of [(b: Buffer) => b.fill(7, 0, 100), (b: Buffer) => b.fill(7, 4096, 4100)]) {
    writeFileSync(path, damage(Buffer.from(bytes)));
    const salvaged = open();
    expect(salvaged.notice).toMatchObject({ code: 'STORE_CORRUPT' });
    expect(salvaged.verify()).toEqual({ firstBad: null, rows: rows.length + 1 });
    salvaged.close();
    expect(readFileSync(path).readUInt16BE(16)).toBe(1024);
  }
});
