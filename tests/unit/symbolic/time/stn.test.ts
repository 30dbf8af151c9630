import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Stn, type Distance } from '../../../../shared/symbolic/time/stn.ts';

const MOMENTS = 9;

/** All shortest distances (Floyd 1962, Warshall 1962); null where a moment would be before itself. */
const closed = (constraints: readonly Distance[]): readonly number[][] | null => {
  const d = Array.from({ length: MOMENTS }, (_, i) =>
    Array.from({ length: MOMENTS }, (_, j) => (i === j ? 0 : Infinity)),
  );
  const at = (i: number, j: number): number => d[i]?.[j] ?? Infinity;
  const put = (i: number, j: number, value: number): void => {
    const row = d[i];
    if (row) row[j] = Math.min(row[j] ?? Infinity, value);
  };
  for (const { from, to, atMost } of constraints) put(from, to, atMost);
  for (let k = 0; k < MOMENTS; k++)
    for (let i = 0; i < MOMENTS; i++) for (let j = 0; j < MOMENTS; j++) put(i, j, at(i, k) + at(k, j));
  return d.some((row, i) => (row[i] ?? 0) < 0) ? null : d;
};

const moment = fc.integer({ min: 0, max: MOMENTS - 1 });
const distance = fc
  .record({ from: moment, to: moment, atMost: fc.integer({ min: -12, max: 20 }) })
  .filter(({ from, to }) => from !== to);

const bounds = (stn: Stn): number[][] =>
  Array.from({ length: MOMENTS }, (_, i) => Array.from({ length: MOMENTS }, (_, j) => stn.atMost(i, j)));

describe('a simple temporal network', () => {
  it('knows after each constraint what Floyd and Warshall find, and refuses what they call a contradiction', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.array(distance, { minLength: 15, maxLength: 60 }), (constraints) => {
        const stn = new Stn(MOMENTS);
        const taken: Distance[] = [];
        for (const constraint of constraints) {
          const expected = closed([...taken, constraint]);
          const added = stn.add(constraint);
          expect(added.ok).toBe(expected !== null);
          if (added.ok) taken.push(constraint);
          else refused++;
          expect(bounds(stn)).toEqual(expected ?? closed(taken));
        }
      }),
      { numRuns: 100 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  it('names constraints that by themselves cannot hold together', () => {
    fc.assert(
      fc.property(fc.array(distance, { minLength: 5, maxLength: 60 }), (constraints) => {
        const stn = new Stn(MOMENTS);
        const taken: Distance[] = [];
        for (const constraint of constraints) {
          const added = stn.add(constraint);
          if (added.ok) {
            taken.push(constraint);
            continue;
          }
          const { conflict } = added;
          expect(conflict.at(-1)).toEqual(constraint);
          for (const named of conflict.slice(0, -1)) expect(taken).toContainEqual(named);
          expect(conflict.reduce((sum, { atMost }) => sum + atMost, 0)).toBeLessThan(0);
          conflict.forEach(({ to }, i) => expect(conflict[(i + 1) % conflict.length]?.from).toBe(to));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('goes back to a mark', () => {
    fc.assert(
      fc.property(fc.array(distance, { maxLength: 20 }), fc.array(distance, { maxLength: 20 }), (first, second) => {
        const stn = new Stn(MOMENTS);
        for (const constraint of first) stn.add(constraint);
        const before = bounds(stn);
        const outer = stn.mark();
        for (const constraint of second.slice(0, 10)) stn.add(constraint);
        const between = bounds(stn);
        const inner = stn.mark();
        for (const constraint of second.slice(10)) stn.add(constraint);
        stn.backTo(inner);
        expect(bounds(stn)).toEqual(between);
        stn.backTo(outer);
        expect(bounds(stn)).toEqual(before);
      }),
    );
  });

  it('grows by moments that nothing bounds', () => {
    const stn = new Stn(2);
    stn.add({ from: 0, to: 1, atMost: 5 });
    const late = Array.from({ length: 20 }, () => stn.addMoment());
    expect(stn.moments).toBe(22);
    expect(stn.atMost(0, 1)).toBe(5);
    expect(stn.atMost(0, late[19] ?? 0)).toBe(Infinity);
    expect(stn.atLeast(0, 1)).toBe(-Infinity);
  });
});
