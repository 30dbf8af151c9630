import { near, type Spot } from './spot.ts';

export const COLUMN = 220;
export const ROW = 34;
const SWEEPS = 16;

/**
 * Places a part in columns by rank, what rests on something to the right of it, each node as near to the middle of its
 * neighbours as the others in its column allow (Sugiyama et al. 1981; the spacing is an isotonic regression by pooling
 * adjacent violators, Ayer et al. 1955).
 */
export function placeLayered(part: readonly Spot[]): void {
  const columns = [...Map.groupBy(part, (spot) => spot.rank)].sort(([a], [b]) => a - b).map(([, column]) => column);
  for (const column of columns)
    column.forEach((spot, i) => {
      spot.x = spot.rank * COLUMN;
      spot.y = (i - (column.length - 1) / 2) * ROW;
    });
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const column of sweep % 2 === 0 ? columns : columns.toReversed()) {
      for (const spot of column) spot.y = middle(spot);
      space(column);
    }
}

/** A node's own place counts a little, which keeps the order of time where nothing else decides. */
function middle(spot: Spot): number {
  const others = near(spot);
  if (others.length === 0) return spot.y;
  let sum = spot.y * 0.25;
  for (const other of others) sum += other.y;
  return sum / (others.length + 0.25);
}

interface Pool {
  readonly spots: Spot[];
  /** Of the wanted places, each less its distance from the first of the pool. */
  sum: number;
}

/** Keeps the order of the wanted places and moves nodes apart as little as possible, at least a row from each other. */
function space(column: readonly Spot[]): void {
  const pools: Pool[] = [];
  for (const spot of column.toSorted((a, b) => a.y - b.y || a.index - b.index)) {
    let pool: Pool = { spots: [spot], sum: spot.y };
    for (
      let last = pools.at(-1);
      last && last.sum / last.spots.length + last.spots.length * ROW > pool.sum / pool.spots.length;
      last = pools.at(-1)
    ) {
      pools.pop();
      const shift = last.spots.length * ROW * pool.spots.length;
      pool = { spots: [...last.spots, ...pool.spots], sum: last.sum + pool.sum - shift };
    }
    pools.push(pool);
  }
  for (const { spots, sum } of pools) spots.forEach((spot, i) => (spot.y = sum / spots.length + i * ROW));
}
