import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linkAfter, BEFORE_FIRST } from '../../../automation/store/chain.ts';
import { rowWriter } from '../../../automation/store/journal-file.ts';
import { RowsSum } from '../../../automation/store/rows-sum.ts';
import type { JournalEvent } from '../../../shared/protocol/events.ts';

const table = (): DatabaseSync => {
  const db = new DatabaseSync(':memory:');
  db.exec(
    'CREATE TABLE row (seq INTEGER PRIMARY KEY, version INTEGER NOT NULL, event ANY NOT NULL, hash BLOB NOT NULL)',
  );
  return db;
};
const started = (goal: string): JournalEvent => ({ type: 'run.started', at: 1, runId: 'run-a', goal });
/** What was written to it, summed row by row. */
const fill = (db: DatabaseSync, goals: readonly string[]): RowsSum => {
  const [add, sum] = [rowWriter(db), new RowsSum(db)];
  for (const row of linkAfter(BEFORE_FIRST, goals.map(started), 4)) sum.add(row, add(row, row.source));
  return sum;
};
const readFrom = (db: DatabaseSync, to: number): string => {
  const sum = new RowsSum(db);
  sum.readTo(to);
  return sum.value();
};

const goal = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.constant('long '.repeat(999)));

it('is the same for rows as they are written and as they are read, whatever they say', () => {
  fc.assert(
    fc.property(fc.array(goal, { maxLength: 8 }), fc.nat(8), (goals, at) => {
      const db = table();
      const sum = fill(db, goals);
      expect(readFrom(db, goals.length)).toBe(sum.value());
      // Also where it was read up to some row, told, and written on from there.
      const other = table();
      fill(other, goals.slice(0, at));
      const onward = new RowsSum(other);
      onward.readTo(Math.min(at, goals.length));
      onward.value();
      const [add, rows] = [rowWriter(other), linkAfter(BEFORE_FIRST, goals.map(started), 4)];
      for (const row of rows.slice(at)) onward.add(row, add(row, row.source));
      expect(onward.value()).toBe(sum.value());
      for (const one of [db, other]) one.close();
    }),
    { numRuns: 60 },
  );
});

it('goes over many rows as over few', () => {
  const db = table();
  const sum = fill(
    db,
    Array.from({ length: 350 }, (_, n) => `goal ${n}`),
  );
  expect(readFrom(db, 350)).toBe(sum.value());
  expect(readFrom(db, 349)).not.toBe(sum.value());
  db.close();
});

it.each([
  ['a text', "UPDATE row SET event = replace(event, 'bread', 'wine') WHERE seq = 2"],
  ['a text’s kind', 'UPDATE row SET event = CAST(event AS BLOB) WHERE seq = 2'],
  ['a version', 'UPDATE row SET version = 3 WHERE seq = 1'],
  ['a hash', "UPDATE row SET hash = x'00' WHERE seq = 3"],
  ['a hash’s kind', 'UPDATE row SET hash = CAST(hash AS TEXT) WHERE seq = 3'],
  ['a number', 'UPDATE row SET seq = 4 WHERE seq = 3'],
  ['the number of rows', 'DELETE FROM row WHERE seq = 1'],
  [
    'where one text ends and the next begins',
    'UPDATE row SET event = event || char(10) || (SELECT event FROM row WHERE seq = 2) WHERE seq = 1; DELETE FROM row WHERE seq = 2',
  ],
])('is another where %s is another', (_what, change) => {
  const db = table();
  const sum = fill(db, ['milk', 'bread', 'eggs']).value();
  expect(readFrom(db, 4)).toBe(sum);
  db.exec(change);
  expect(readFrom(db, 4)).not.toBe(sum);
  db.close();
});
