/** That `from` rests on `to`; `strict` where it rests on `to` being complete (an absence, a count). */
export interface Dependency<T> {
  readonly from: T;
  readonly to: T;
  readonly strict: boolean;
}

interface Visit<T> {
  readonly node: T;
  readonly rest: Iterator<T>;
}

/**
 * Groups of nodes that depend on each other, each after all that it depends on. Tarjan, "Depth-first search and linear
 * graph algorithms" (1972), without recursion: chains of rules can be long.
 */
export const components = <T>(nodes: Iterable<T>, dependencies: Iterable<Dependency<T>>): readonly (readonly T[])[] => {
  const next = new Map<T, T[]>();
  for (const node of nodes) next.set(node, []);
  for (const { from, to } of dependencies) next.get(from)?.push(to);
  const [order, low, waiting]: [Map<T, number>, Map<T, number>, T[]] = [new Map(), new Map(), []];
  const open = new Set<T>();
  const found: T[][] = [];
  const lower = (node: T, value: number): void => void low.set(node, Math.min(low.get(node) ?? value, value));
  const enter = (node: T): Visit<T> => {
    order.set(node, order.size);
    lower(node, order.size - 1);
    waiting.push(node);
    open.add(node);
    return { node, rest: (next.get(node) ?? [])[Symbol.iterator]() };
  };
  const leave = (node: T): void => {
    if (low.get(node) !== order.get(node)) return;
    const group = waiting.splice(waiting.indexOf(node));
    for (const member of group) open.delete(member);
    found.push(group);
  };
  for (const root of next.keys()) {
    if (order.has(root)) continue;
    const path = [enter(root)];
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const { done, value } = visit.rest.next();
      if (done) {
        path.pop();
        const above = path.at(-1);
        if (above) lower(above.node, low.get(visit.node) ?? 0);
        leave(visit.node);
      } else if (!order.has(value)) path.push(enter(value));
      else if (open.has(value)) lower(visit.node, order.get(value) ?? 0);
    }
  }
  return found;
};
