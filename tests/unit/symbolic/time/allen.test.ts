import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AllenNetwork } from '../../../../shared/symbolic/time/allen-network.ts';
import { compose } from '../../../../shared/symbolic/time/composition.ts';
import { isOrdHorn, ordHornParts } from '../../../../shared/symbolic/time/ord-horn.ts';
import {
  ANY,
  converse,
  namesOf,
  NONE,
  relationBetween,
  RELATIONS,
  setOf,
} from '../../../../shared/symbolic/time/relation.ts';

interface Interval {
  readonly start: number;
  readonly end: number;
}

/** All intervals with ends among the first whole numbers. */
const intervals = (most: number): readonly Interval[] =>
  Array.from({ length: most }, (_, start) =>
    Array.from({ length: most - start - 1 }, (_, length) => ({ start, end: start + length + 1 })),
  ).flat();

const anySet = fc.integer({ min: 1, max: ANY });

describe('Allen’s relations', () => {
  it('one and only one of the thirteen holds between two intervals, and its converse the other way', () => {
    for (const a of intervals(6))
      for (const b of intervals(6)) {
        const set = relationBetween(a, b);
        expect(namesOf(set)).toHaveLength(1);
        expect(relationBetween(b, a)).toBe(converse(set));
      }
  });

  it('the table of 169 compositions is what three intervals can do, by trying all of them', () => {
    const tried = new Map<string, number>();
    // Three intervals have six ends, so six different moments show every order of them.
    for (const a of intervals(6))
      for (const b of intervals(6))
        for (const c of intervals(6)) {
          const key = `${relationBetween(a, b)} ${relationBetween(b, c)}`;
          tried.set(key, (tried.get(key) ?? NONE) | relationBetween(a, c));
        }
    expect(tried.size).toBe(169);
    const computed = RELATIONS.flatMap((_, i) =>
      RELATIONS.map((_, j) => [`${1 << i} ${1 << j}`, compose(1 << i, 1 << j)] as const),
    );
    expect(new Map(computed)).toEqual(tried);
    const sizes = computed.map(([, set]) => namesOf(set).length);
    expect(sizes.reduce((sum, n) => sum + n, 0)).toBe(409);
    expect(sizes.filter((n) => n === 1)).toHaveLength(97);
    expect(sizes.filter((n) => n === 13)).toHaveLength(3);
  });

  it('sets compose as their members do', () => {
    fc.assert(
      fc.property(anySet, anySet, (left, right) => {
        let expected = NONE;
        for (let i = 0; i < 13; i++)
          for (let j = 0; j < 13; j++) if (left & (1 << i) && right & (1 << j)) expected |= compose(1 << i, 1 << j);
        expect(compose(left, right)).toBe(expected);
        expect(converse(compose(left, right))).toBe(compose(converse(right), converse(left)));
      }),
    );
  });

  it('868 relations are ORD-Horn, among them all single ones, and they are closed', () => {
    const members = Array.from({ length: ANY + 1 }, (_, set) => set).filter(isOrdHorn);
    expect(members).toHaveLength(868);
    for (let i = 0; i < 13; i++) expect(isOrdHorn(1 << i)).toBe(true);
    fc.assert(
      fc.property(fc.constantFrom(...members), fc.constantFrom(...members), (left, right) => {
        expect(isOrdHorn(left & right)).toBe(true);
        expect(isOrdHorn(converse(left))).toBe(true);
        expect(isOrdHorn(compose(left, right))).toBe(true);
      }),
    );
    fc.assert(
      fc.property(anySet, (set) => {
        const parts = ordHornParts(set);
        expect(parts.every(isOrdHorn)).toBe(true);
        expect(parts.reduce((all, part) => all | part, NONE)).toBe(set);
      }),
    );
  });
});

/** Four intervals have eight ends. */
const small = intervals(8);
const fits = (network: AllenNetwork, placed: readonly Interval[]): boolean => {
  if (placed.length === network.size) return true;
  return small.some(
    (next) =>
      placed.every((p, i) => (network.between(i, placed.length) & relationBetween(p, next)) !== NONE) &&
      fits(network, [...placed, next]),
  );
};

describe('a network of intervals', () => {
  it('keeps every arrangement that real intervals show', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 })), {
          minLength: 2,
          maxLength: 7,
        }),
        fc.array(anySet, { minLength: 49, maxLength: 49 }),
        (spans, noise) => {
          const real = spans.map(([start, length]) => ({ start, end: start + length }));
          const network = new AllenNetwork(real.length);
          real.forEach((a, i) =>
            real.forEach((b, j) => {
              if (i < j) network.restrict(i, j, relationBetween(a, b) | (noise[i * 7 + j] ?? NONE));
            }),
          );
          expect(network.propagate()).toBe(true);
          real.forEach((a, i) =>
            real.forEach((b, j) => expect(network.between(i, j) & relationBetween(a, b)).not.toBe(NONE)),
          );
          expect(network.consistent()).toBe(true);
        },
      ),
    );
  });

  it('decides as trying all intervals does', () => {
    let impossible = 0;
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: 1, max: ANY }).map((set) => set & 0b1010110110101),
          { minLength: 6, maxLength: 6 },
        ),
        (sets) => {
          const network = new AllenNetwork(4);
          const pairs = [
            [0, 1],
            [0, 2],
            [0, 3],
            [1, 2],
            [1, 3],
            [2, 3],
          ] as const;
          const possible = pairs.every(([a, b], i) => network.restrict(a, b, sets[i] ?? ANY));
          const expected = possible && fits(network, []);
          if (!expected) impossible++;
          expect(possible && network.consistent()).toBe(expected);
        },
      ),
      { numRuns: 300, seed: 7 },
    );
    expect(impossible).toBeGreaterThan(20);
  });

  it('finds a contradiction that no three intervals show', () => {
    const network = new AllenNetwork(4);
    network.restrict(0, 1, setOf('finished-by', 'starts', 'finishes', 'met-by'));
    network.restrict(0, 2, setOf('contains', 'starts', 'finishes', 'overlapped-by'));
    network.restrict(0, 3, setOf('finished-by', 'overlapped-by', 'after'));
    network.restrict(1, 2, setOf('contains', 'equals', 'during'));
    network.restrict(1, 3, setOf('meets', 'overlaps', 'finishes'));
    network.restrict(2, 3, setOf('meets', 'starts', 'equals', 'started-by'));
    expect(network.propagate()).toBe(true);
    expect(fits(network, [])).toBe(false);
    expect(network.consistent()).toBe(false);
  });
});
