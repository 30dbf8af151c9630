import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canonical, type Linked } from '../../../automation/store/chain.ts';
import { verifyJournal } from '../../../automation/store/audit/verify.ts';
import {
  copyProfile,
  event,
  linked,
  makeProfile,
  numbered,
  removeProfile,
  reworded,
  ROWS,
  tamper,
} from './tampered-journal.ts';

const exchange = (rows: readonly Linked[], i: number, j: number): Linked[] => rows.with(i, rows[j]!).with(j, rows[i]!);
const foreign = (hash: string): Linked => ({ seq: 0, version: 1, event: canonical(event(99)), hash });

interface Case {
  readonly name: string;
  /** What is done at row index `i`, and at `j` where it takes two; i < j. */
  readonly change: (rows: Linked[], i: number, j: number) => Linked[];
  readonly kind: string;
  /** The row that must be named, from 1. */
  readonly first: (i: number, j: number) => number;
  /** The greatest `i` for which this is that kind of tampering. */
  readonly most?: number;
}

const LAST = ROWS - 1;
const CASES: readonly Case[] = [
  { name: 'edit', change: (rows, i) => rows.with(i, reworded(rows[i]!)), kind: 'edited', first: (i) => i + 1 },
  {
    name: 'edit of a hash',
    change: (rows, i) =>
      rows.with(i, { ...rows[i]!, hash: rows[i]!.hash.replace(/^./, (c) => (c === '0' ? '1' : '0')) }),
    kind: 'edited',
    first: (i) => i + 1,
  },
  {
    name: 'edit with a fresh hash',
    change: (rows, i) => linked(rows.with(i, reworded(rows[i]!)).slice(0, i + 1), i).concat(rows.slice(i + 1)),
    kind: 'edited',
    // The row after it is the first that does not follow, and is named together with the one before.
    first: (i) => i + 2,
    most: LAST - 1,
  },
  { name: 'delete', change: (rows, i) => rows.toSpliced(i, 1), kind: 'deleted', first: (i) => i + 1, most: LAST - 1 },
  {
    name: 'delete, and number anew',
    change: (rows, i) => numbered(rows.toSpliced(i, 1)),
    kind: 'deleted',
    first: (i) => i + 1,
    most: LAST - 1,
  },
  {
    name: 'delete several, and number anew',
    change: (rows, i, j) => numbered(rows.toSpliced(i, j - i)),
    kind: 'deleted',
    first: (i) => i + 1,
    most: LAST - 1,
  },
  {
    name: 'insert with the right hash',
    change: (rows, i) => numbered(linked(rows.toSpliced(i, 0, foreign('')).slice(0, i + 1), i).concat(rows.slice(i))),
    kind: 'inserted',
    first: (i) => i + 1,
  },
  {
    name: 'insert with any hash',
    change: (rows, i) => numbered(rows.toSpliced(i, 0, foreign('f'.repeat(64)))),
    kind: 'inserted',
    first: (i) => i + 1,
  },
  {
    name: 'insert a copy of a later row',
    change: (rows, i, j) => numbered(rows.toSpliced(i, 0, rows[j]!)),
    kind: 'inserted',
    first: (i) => i + 1,
    most: LAST - 1,
  },
  {
    name: 'insert a copy of an earlier row',
    change: (rows, i, j) => numbered(rows.toSpliced(j, 0, rows[i]!)),
    kind: 'inserted',
    first: (_, j) => j + 1,
    most: LAST - 2,
  },
  { name: 'reorder', change: (rows, i, j) => numbered(exchange(rows, i, j)), kind: 'reordered', first: (i) => i + 1 },
  {
    name: 'reorder what rows say',
    change: (rows, i, j) => exchange(rows, i, j).map((row, at) => ({ ...row, seq: at + 1, hash: rows[at]!.hash })),
    kind: 'reordered',
    first: (i) => i + 1,
  },
  {
    name: 'move a row to a later place',
    change: (rows, i, j) => numbered(rows.toSpliced(i, 1).toSpliced(j, 0, rows[i]!)),
    kind: 'reordered',
    first: (i) => i + 1,
  },
  { name: 'cut off the tail', change: (rows, i) => rows.slice(0, i), kind: 'cut-off', first: (i) => i + 1 },
  {
    name: 'put in at the tail',
    change: (rows) => numbered(linked([...rows, foreign('')], ROWS)),
    kind: 'inserted',
    first: () => ROWS + 1,
  },
];

const sound = makeProfile();
afterAll(() => removeProfile(sound));

describe('audit verify', () => {
  it('finds nothing in a journal that nobody touched', () => {
    const folder = copyProfile(sound);
    expect(verifyJournal(folder)).toMatchObject({ rows: ROWS, unsigned: 0, findings: [] });
    removeProfile(folder);
  });

  it.each(CASES)('$name: $kind, and which row is the first', ({ change, kind, first, most = LAST }) => {
    const places = fc
      .tuple(fc.nat(most), fc.nat(most))
      .map(([a, b]): [number, number] => (a < b ? [a, b] : a > b ? [b, a] : a < LAST ? [a, a + 1] : [a - 1, a]));
    fc.assert(
      fc.property(places, ([i, j]) => {
        const folder = copyProfile(sound);
        tamper(folder, (rows) => change(rows, i, j));
        const [found] = verifyJournal(folder).findings;
        removeProfile(folder);
        expect(found, JSON.stringify(found)).toMatchObject({ kind, seq: first(i, j) });
      }),
      { numRuns: 15 },
    );
  });

  it('finds any one character of any row changed', () => {
    fc.assert(
      fc.property(fc.nat(LAST), fc.nat(), (i, at) => {
        const folder = copyProfile(sound);
        tamper(folder, (rows) => {
          const { event: text } = rows[i]!;
          const place = at % text.length;
          const other = text[place] === 'x' ? 'y' : 'x';
          return rows.with(i, { ...rows[i]!, event: text.slice(0, place) + other + text.slice(place + 1) });
        });
        const [found] = verifyJournal(folder).findings;
        removeProfile(folder);
        expect(found).toMatchObject({ kind: 'edited', seq: i + 1 });
      }),
      { numRuns: 25 },
    );
  });

  it('finds that the whole journal is gone', () => {
    const folder = copyProfile(sound);
    rmSync(join(folder, 'journal.sqlite'));
    expect(verifyJournal(folder).findings).toMatchObject([{ kind: 'cut-off', seq: 1 }]);
    removeProfile(folder);
  });

  it('finds rows that were all linked anew, though they follow from one another', () => {
    const folder = copyProfile(sound);
    tamper(folder, (rows) => linked(rows.with(4, reworded(rows[4]!)), 4));
    expect(verifyJournal(folder).findings).toMatchObject([{ kind: 'rewritten', seq: null }]);
    removeProfile(folder);
  });
});
