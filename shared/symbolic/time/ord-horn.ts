import { ANY, bitCount, endsOf, NONE, RELATIONS, type RelationSet } from './relation.ts';

/** The six pairs of different ends of two intervals: within A, within B, and across. */
const signs = (relation: number): readonly number[] => {
  const { startToStart, startToEnd, endToStart, endToEnd } = endsOf(relation);
  return [-1, -1, startToStart, startToEnd, endToStart, endToEnd];
};

const satisfying = (holds: (sign: number) => boolean, pair: number): RelationSet =>
  RELATIONS.reduce((set, _, i) => (holds(signs(i)[pair] ?? 0) ? set | (1 << i) : set), NONE);

/**
 * The relations that can be written as clauses of `x ≠ y` with at most one `x ≤ y` or `x = y` among the ends: for
 * networks of these path consistency decides consistency (Nebel & Bürckert, Reasoning about Temporal Relations, 1995).
 */
const ordHorn = (): Uint8Array => {
  const pairs = [0, 1, 2, 3, 4, 5];
  const apart = pairs.map((pair) => satisfying((sign) => sign !== 0, pair));
  const positive = [
    NONE,
    ...pairs.flatMap((pair) => [
      satisfying((sign) => sign <= 0, pair),
      satisfying((sign) => sign >= 0, pair),
      satisfying((sign) => sign === 0, pair),
    ]),
  ];
  const clauses = new Set<RelationSet>();
  for (const one of positive)
    for (let some = 0; some < 1 << apart.length; some++)
      clauses.add(apart.reduce((set, set_, i) => (some & (1 << i) ? set | set_ : set), one));

  const member = new Uint8Array(ANY + 1);
  member[ANY] = 1;
  const found = [ANY];
  for (let set = found.pop(); set !== undefined; set = found.pop())
    for (const clause of clauses) {
      const both = set & clause;
      if (member[both]) continue;
      member[both] = 1;
      found.push(both);
    }
  return member;
};

let members: Uint8Array | null = null;

/** Whether path consistency alone decides for a network of such relations. */
export const isOrdHorn = (set: RelationSet): boolean => (members ??= ordHorn())[set] === 1;

/** Greedily the fewest ORD-Horn relations that make up the set, larger ones first. */
export const ordHornParts = (set: RelationSet): readonly RelationSet[] => {
  const parts: RelationSet[] = [];
  let rest = set;
  while (rest !== NONE) {
    let best = rest & -rest;
    let size = 1;
    // Every subset of what is left, once each.
    for (let sub = rest; sub !== 0; sub = (sub - 1) & rest) {
      const bits = bitCount(sub);
      if (bits > size && isOrdHorn(sub)) [best, size] = [sub, bits];
    }
    parts.push(best);
    rest &= ~best;
  }
  return parts;
};
