import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { BEFORE_FIRST, link, type Linked } from '../../../automation/store/chain.ts';
import { rowReader, rowWriter } from '../../../automation/store/journal-file.ts';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import type { JournalEvent } from '../../../shared/protocol/events.ts';

export const ROWS = 12;
export const NOW = Date.UTC(2026, 10, 20, 10);

export const event = (i: number): JournalEvent => ({
  type: 'run.started',
  at: NOW + i,
  runId: `run-${i}`,
  goal: `goal ${i} “日本”`,
});

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'sonny-tamper-'));

/** A profile of its own key, with a journal of as many rows that Sonny wrote and closed. */
export const makeProfile = (rows = ROWS): string => {
  const folder = newFolder();
  const journal = openJournal({ folder, now: () => NOW });
  for (let i = 1; i <= rows; i++) journal.append([event(i)], { durable: i % 3 === 0 });
  journal.close();
  return folder;
};

/** The same profile again. */
export const copyProfile = (folder: string): string => {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
};

export const removeProfile = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Changes the journal's file behind Sonny's back. `change` gets the rows and gives those that stand there afterwards. */
export const tamper = (folder: string, change: (rows: Linked[]) => Linked[]): void => {
  const db = new DatabaseSync(join(folder, 'journal.sqlite'));
  const rows = [...rowReader(db).rows(1)];
  db.exec('DELETE FROM row');
  const add = rowWriter(db);
  for (const row of change(rows)) add(row);
  db.close();
};

export const numbered = (rows: readonly Linked[]): Linked[] => rows.map((row, i) => ({ ...row, seq: i + 1 }));

/** Links the rows from index `from` on as Sonny would have. */
export const linked = (rows: readonly Linked[], from: number): Linked[] => {
  const done = rows.slice(0, from);
  for (const row of rows.slice(from)) done.push({ ...row, hash: link((done.at(-1) ?? BEFORE_FIRST).hash, row) });
  return done;
};

export const reworded = (row: Linked): Linked => ({ ...row, event: row.event.replace('goal', 'goat') });
