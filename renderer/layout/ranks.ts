import type { Spot } from './spot.ts';

/**
 * Sets the rank of every spot: one more than the highest of what it rests on. What rests on nothing moves up to just
 * below the first that rests on it, so that a rule stands beside what it gives. In a circle the edge that closes it
 * does not count. Linear in nodes and edges (Kahn 1962).
 */
export function rank(part: readonly Spot[]): void {
  const open = new Map(part.map((spot) => [spot, spot.below.length]));
  const ready = part.filter((spot) => spot.below.length === 0);
  let next = 0;
  const waiting = [...part];
  const done = new Set<Spot>();
  for (const spot of ready) spot.rank = 0;
  while (done.size < part.length) {
    const spot = ready[next++] ?? leastOpen(waiting, open, done);
    if (done.has(spot)) continue;
    done.add(spot);
    for (const above of spot.above) {
      if (done.has(above)) continue;
      above.rank = Math.max(above.rank, spot.rank + 1);
      const left = (open.get(above) ?? 1) - 1;
      open.set(above, left);
      if (left === 0) ready.push(above);
    }
  }
  for (const spot of part)
    if (spot.below.length === 0 && spot.above.length > 0)
      spot.rank = Math.max(0, Math.min(...spot.above.map((above) => above.rank)) - 1);
}

/** Where only circles are left, the first of them is taken as if nothing were below it. */
function leastOpen(waiting: Spot[], open: ReadonlyMap<Spot, number>, done: ReadonlySet<Spot>): Spot {
  while (waiting[0] && done.has(waiting[0])) waiting.shift();
  const [first] = waiting;
  if (!first) throw new Error(`Nothing is left of ${open.size} nodes.`);
  return first;
}
