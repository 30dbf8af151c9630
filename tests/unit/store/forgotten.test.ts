import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyJournal } from '../../../automation/store/audit/verify.ts';
import { forgottenText } from '../../../automation/store/forgotten.ts';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import { written } from '../../../automation/store/shorthand.ts';
import type { JournalEvent } from '../../../shared/protocol/events.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sonny-forgotten-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openJournal({ folder, now: () => 0 });
const SECRET = 'the surprise party on Friday';
const started = (runId: string, at: number, goal: string): JournalEvent => ({ type: 'run.started', at, runId, goal });
const finished = (runId: string, at: number): JournalEvent => ({ type: 'run.finished', at, runId, status: 'done' });

/** Files of the profile that hold the secret anywhere, in whatever form a row keeps it as text. */
const holding = (): readonly string[] =>
  readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(Buffer.from('surprise party')));

const filled = (): void => {
  const journal = open();
  journal.append([started('r1', 1, SECRET), finished('r1', 2)], { durable: true });
  // Longer than a page, so that a part lies on pages of its own, and as incompressible as words are.
  const long = Array.from({ length: 900 }, (_, i) => `${SECRET} ${(i * 7919) % 1000}`).join('; ');
  journal.append([started('r2', 3, long), finished('r2', 4), started('r3', 5, 'buy milk'), finished('r3', 6)], {
    durable: true,
  });
  journal.close();
};

test('no file of the profile holds a word of what was forgotten, while Sonny runs and after', () => {
  filled();
  expect(holding()).not.toEqual([]);
  const journal = open();
  journal.forget('r1', 7);
  journal.forget('r2', 8);
  expect(holding()).toEqual([]);
  journal.close();
  expect(holding()).toEqual([]);
  const again = open();
  expect(again.notice).toBeNull();
  expect(again.runs(10)).toEqual(['r3']);
  again.close();
  expect(verifyJournal(folder).findings).toEqual([]);
});

test('what was cut off while it forgot is forgotten at the next start', () => {
  filled();
  const journal = open();
  journal.append([{ type: 'run.forgotten', at: 7, runId: 'sonny', of: 'r1', rows: [[1, 2]], by: 'person' }], {
    durable: true,
  });
  journal.close();
  const again = open();
  expect(again.runs(10)).toEqual(['r3', 'r2']);
  expect([...again.read({ runId: 'r1' })]).toEqual([]);
  again.close();
  expect(verifyJournal(folder).findings).toEqual([]);
});

test('a row that was emptied with nobody having asked for it is named', () => {
  filled();
  const db = new DatabaseSync(join(folder, 'journal.sqlite'));
  const kept = db.prepare('SELECT event FROM row WHERE seq = 5').get()?.['event'];
  if (typeof kept !== 'string') throw new Error('The row is kept otherwise.');
  db.prepare('UPDATE row SET event = ? WHERE seq = 5').run(`\n${forgottenText(written(kept))}`);
  db.close();
  expect(verifyJournal(folder).findings[0]).toMatchObject({ kind: 'edited', seq: 5 });
});

test('what an earlier Sonny wrote can’t be forgotten piece by piece, and stays', () => {
  const old = openJournal({ folder, now: () => 0, format: { version: 2, migrations: {} } });
  old.append([started('r1', 1, 'old'), finished('r1', 2)]);
  old.close();
  const journal = open();
  expect(() => journal.forget('r1', 3)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED' }));
  expect([...journal.read({ runId: 'r1' })]).toHaveLength(2);
  journal.close();
});
