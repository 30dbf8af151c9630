/** A node while it is being placed. Places are in units of about a pixel at a zoom of 1. */
export interface Spot {
  readonly index: number;
  x: number;
  y: number;
  /** How many levels of what it rests on stand below it; the column it is drawn in. */
  rank: number;
  /** What it rests on, and what rests on it. */
  readonly below: Spot[];
  readonly above: Spot[];
}

/** Two numbers an edge, counted from 0: what rests, and what it rests on. */
export type Pairs = Uint32Array;

/** Spots for `count` nodes and the edges between them; an edge from a node to itself says nothing here. */
export function spotsOf(count: number, edges: Pairs): readonly Spot[] {
  const spots = Array.from({ length: count }, (_, index): Spot => ({
    index,
    x: 0,
    y: 0,
    rank: 0,
    below: [],
    above: [],
  }));
  for (let e = 0; e < edges.length; e += 2) {
    const [from, to] = [spots[edges[e] ?? 0], spots[edges[e + 1] ?? 0]];
    if (!from || !to || from === to) continue;
    from.below.push(to);
    to.above.push(from);
  }
  return spots;
}

export const near = (spot: Spot): readonly Spot[] =>
  spot.below.length === 0 ? spot.above : spot.above.length === 0 ? spot.below : [...spot.below, ...spot.above];

/** The parts of the graph that hang together, each in the order of its nodes, in the order of their first node. */
export function parts(spots: readonly Spot[]): readonly (readonly Spot[])[] {
  const seen = new Set<Spot>();
  const found: Spot[][] = [];
  for (const first of spots) {
    if (seen.has(first)) continue;
    seen.add(first);
    const part = [first];
    for (const one of part)
      for (const other of near(one))
        if (!seen.has(other)) {
          seen.add(other);
          part.push(other);
        }
    found.push(part.sort((a, b) => a.index - b.index));
  }
  return found;
}
