import { COLUMN, ROW } from './layered.ts';
import { near, type Pairs, type Spot, spotsOf } from './spot.ts';

const cell = (x: number, y: number): string => `${Math.round(x / (COLUMN / 2))}:${Math.round(y / ROW)}`;

/**
 * Finds room for the nodes that have no place yet (NaN) and leaves all others where they are: beside what they rest
 * on, else under the whole. `known` has two numbers a node.
 */
export function arrive(count: number, edges: Pairs, known: Float32Array): Float32Array<ArrayBuffer> {
  const spots = spotsOf(count, edges);
  const taken = new Set<string>();
  const fresh: Spot[] = [];
  let [left, bottom] = [0, 0];
  for (const spot of spots) {
    const [x = NaN, y = NaN] = known.subarray(spot.index * 2, spot.index * 2 + 2);
    if (Number.isNaN(x)) fresh.push(spot);
    else {
      [spot.x, spot.y] = [x, y];
      taken.add(cell(x, y));
      left = Math.min(left, x);
      bottom = Math.max(bottom, y);
    }
  }
  const homeless = new Set(fresh);
  // Those with a neighbour that stands go first; they are neighbours to the next.
  for (let before = -1; before !== homeless.size;) {
    before = homeless.size;
    for (const spot of homeless) {
      const standing = near(spot).filter((other) => !homeless.has(other));
      if (standing.length === 0) continue;
      const beside = spot.below.some((other) => !homeless.has(other)) ? COLUMN : -COLUMN;
      settle(spot, mean(standing.map(({ x }) => x)) + beside, mean(standing.map(({ y }) => y)), taken);
      homeless.delete(spot);
    }
  }
  [...homeless].forEach((spot, i) => settle(spot, left + (i % 6) * COLUMN, bottom + 2 * ROW, taken));
  return Float32Array.from(spots.flatMap(({ x, y }) => [x, y]));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The free place nearest to the wanted one, looked for up and down, then to the right. */
function settle(spot: Spot, x: number, y: number, taken: Set<string>): void {
  for (let ring = 0; ; ring++)
    for (const step of ring === 0 ? [0] : [ring, -ring])
      for (const aside of [0, COLUMN / 2]) {
        [spot.x, spot.y] = [x + aside, y + step * ROW];
        if (taken.has(cell(spot.x, spot.y))) continue;
        taken.add(cell(spot.x, spot.y));
        return;
      }
}
