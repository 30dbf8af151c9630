import { Random } from '../../unit/symbolic/random.ts';

/** Who is reachable from whom: the workload that every Datalog system has, and few keep up to date. */
export const CLOSURE = `
relation edge(from: number, to: number) says "there is an edge from {from} to {to}"
relation path(from: number, to: number) says "{to} can be reached from {from}"
rule direct: path(a, b) if edge(a, b)
rule onwards: path(a, c) if path(a, b) and edge(b, c)
`;

export type Edge = readonly [from: number, to: number];

/** A repeatable graph of different edges. */
export const randomEdges = (nodes: number, edges: number, seed: number): readonly Edge[] => {
  const random = new Random(seed);
  const found = new Map<string, Edge>();
  while (found.size < edges) {
    const edge = [random.below(nodes), random.below(nodes)] as const;
    found.set(edge.join(), edge);
  }
  return [...found.values()];
};

/** How many facts the closure has, by a search from each node. */
export const reachable = (nodes: number, edges: readonly Edge[]): number => {
  const next = Map.groupBy(edges, ([from]) => from);
  let count = 0;
  for (let start = 0; start < nodes; start++) {
    const seen = new Set<number>();
    const open = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop())
      for (const [, to] of next.get(node) ?? [])
        if (!seen.has(to)) {
          seen.add(to);
          open.push(to);
        }
    count += seen.size;
  }
  return count;
};

export const asProlog = (edges: readonly Edge[]): string => `:- table path/2.
path(X, Y) :- edge(X, Y).
path(X, Z) :- path(X, Y), edge(Y, Z).
${edges.map(([a, b]) => `edge(${a}, ${b}).`).join('\n')}
`;

export const asAsp = (edges: readonly Edge[]): string => `path(X, Y) :- edge(X, Y).
path(X, Z) :- path(X, Y), edge(Y, Z).
#show.
${edges.map(([a, b]) => `edge(${a}, ${b}).`).join('\n')}
`;
