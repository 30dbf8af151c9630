/** How the ends of one interval lie to the ends of another: -1 before, 0 at, 1 after. */
export interface Ends {
  readonly startToStart: number;
  readonly startToEnd: number;
  readonly endToStart: number;
  readonly endToEnd: number;
}

/**
 * The thirteen ways in which two intervals can lie to each other (Allen, Maintaining Knowledge about Temporal Intervals,
 * 1983), in the order of their bits. An interval starts before it ends.
 */
export const RELATIONS = [
  ['before', -1, -1, -1, -1],
  ['meets', -1, -1, 0, -1],
  ['overlaps', -1, -1, 1, -1],
  ['finished-by', -1, -1, 1, 0],
  ['contains', -1, -1, 1, 1],
  ['starts', 0, -1, 1, -1],
  ['equals', 0, -1, 1, 0],
  ['started-by', 0, -1, 1, 1],
  ['during', 1, -1, 1, -1],
  ['finishes', 1, -1, 1, 0],
  ['overlapped-by', 1, -1, 1, 1],
  ['met-by', 1, 0, 1, 1],
  ['after', 1, 1, 1, 1],
] as const;

export type RelationName = (typeof RELATIONS)[number][0];

/** A set of relations, one bit each: what is not in it is ruled out. */
export type RelationSet = number;

export const ANY: RelationSet = (1 << RELATIONS.length) - 1;
export const NONE: RelationSet = 0;

const INDEX: ReadonlyMap<string, number> = new Map(RELATIONS.map(([name], i) => [name, i]));

export const setOf = (...names: readonly RelationName[]): RelationSet =>
  names.reduce((set, name) => set | (1 << (INDEX.get(name) ?? 0)), NONE);

export const namesOf = (set: RelationSet): readonly RelationName[] =>
  RELATIONS.flatMap(([name], i) => (set & (1 << i) ? [name] : []));

/** How many relations are in the set. */
export const bitCount = (set: RelationSet): number => COUNTS[set] ?? 0;

export const endsOf = (relation: number): Ends => {
  const [, startToStart, startToEnd, endToStart, endToEnd] = RELATIONS[relation] ?? RELATIONS[0];
  return { startToStart, startToEnd, endToStart, endToEnd };
};

/** The relation between two intervals whose ends are known. */
export const relationBetween = (
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): RelationSet => {
  const found = RELATIONS.findIndex(
    ([, ss, se, es, ee]) =>
      Math.sign(a.start - b.start) === ss &&
      Math.sign(a.start - b.end) === se &&
      Math.sign(a.end - b.start) === es &&
      Math.sign(a.end - b.end) === ee,
  );
  return found === -1 ? NONE : 1 << found;
};

/** The set seen from the other interval. Turning both intervals' roles reverses the order of the thirteen. */
export const converse = (set: RelationSet): RelationSet => CONVERSE[set] ?? NONE;

const converseOf = (relation: number): number => {
  const { startToStart, startToEnd, endToStart, endToEnd } = endsOf(relation);
  return RELATIONS.findIndex(
    ([, ss, se, es, ee]) => ss === -startToStart && se === -endToStart && es === -startToEnd && ee === -endToEnd,
  );
};

const CONVERSE: Uint16Array = (() => {
  const table = new Uint16Array(ANY + 1);
  const single = RELATIONS.map((_, i) => 1 << converseOf(i));
  for (let set = 1; set <= ANY; set++) {
    const lowest = set & -set;
    table[set] = (table[set ^ lowest] ?? 0) | (single[31 - Math.clz32(lowest)] ?? 0);
  }
  return table;
})();

const COUNTS: Uint8Array = (() => {
  const table = new Uint8Array(ANY + 1);
  for (let set = 1; set <= ANY; set++) table[set] = (table[set >>> 1] ?? 0) + (set & 1);
  return table;
})();
