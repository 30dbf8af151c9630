import { COLUMN, ROW } from './layered.ts';
import { near, type Pairs, type Spot, spotsOf } from './spot.ts';

/** Nearer than so, and the label of one would stand on the other or on its label. */
const CLEAR = { x: COLUMN * 0.9, y: ROW * 0.9 };
/** How many of those that hang together with nothing stand in a row. */
const ABREAST = 6;

/** What stands where: asked for each place that is thought of, so it is found by cell. */
class Ground {
  readonly #cells = new Map<string, Spot[]>();

  add(spot: Spot): void {
    const key = `${Math.floor(spot.x / CLEAR.x)}:${Math.floor(spot.y / CLEAR.y)}`;
    const there = this.#cells.get(key);
    if (there) there.push(spot);
    else this.#cells.set(key, [spot]);
  }

  isFree(x: number, y: number): boolean {
    const [column, row] = [Math.floor(x / CLEAR.x), Math.floor(y / CLEAR.y)];
    for (let c = column - 1; c <= column + 1; c++)
      for (let r = row - 1; r <= row + 1; r++)
        for (const other of this.#cells.get(`${c}:${r}`) ?? [])
          if (Math.abs(other.x - x) < CLEAR.x && Math.abs(other.y - y) < CLEAR.y) return false;
    return true;
  }
}

/**
 * Finds room for the nodes that have no place yet (NaN) and leaves all others where they are: beside what they rest
 * on, else under the whole. `known` has two numbers a node.
 */
export function arrive(count: number, edges: Pairs, known: Float32Array): Float32Array<ArrayBuffer> {
  const spots = spotsOf(count, edges);
  const ground = new Ground();
  const homeless = new Set<Spot>();
  for (const spot of spots) {
    const [x = NaN, y = NaN] = known.subarray(spot.index * 2, spot.index * 2 + 2);
    if (Number.isNaN(x)) homeless.add(spot);
    else {
      [spot.x, spot.y] = [x, y];
      ground.add(spot);
    }
  }
  // Those with a neighbour that stands go first; they are neighbours to the next.
  for (let before = -1; before !== homeless.size;) {
    before = homeless.size;
    for (const spot of homeless) {
      const standing = near(spot).filter((other) => !homeless.has(other));
      if (standing.length === 0) continue;
      const beside = spot.below.some((other) => !homeless.has(other)) ? COLUMN : -COLUMN;
      settle(spot, mean(standing.map(({ x }) => x)) + beside, mean(standing.map(({ y }) => y)), ground);
      homeless.delete(spot);
    }
  }
  underneath(
    spots.filter((spot) => !homeless.has(spot)),
    [...homeless],
  );
  return Float32Array.from(spots.flatMap(({ x, y }) => [x, y]));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** So many rows are looked through before the next column is: what is further to the right is sooner out of sight. */
const NEARBY = 4;

/** A free place near the wanted one, looked for up and down, further away to the right as well. */
function settle(spot: Spot, x: number, y: number, ground: Ground): void {
  for (let ring = 0; ; ring++)
    for (const step of ring === 0 ? [0] : [ring, -ring])
      for (const aside of ring < NEARBY ? [0] : [0, COLUMN]) {
        [spot.x, spot.y] = [x + aside, y + step * ROW];
        if (!ground.isFree(spot.x, spot.y)) continue;
        ground.add(spot);
        return;
      }
}

/** Rows under all that stand, where nothing is to be looked for. */
function underneath(standing: readonly Spot[], homeless: readonly Spot[]): void {
  const left = standing.reduce((least, { x }) => Math.min(least, x), 0);
  const bottom = standing.reduce((most, { y }) => Math.max(most, y), 0);
  homeless.forEach((spot, i) => {
    spot.x = left + (i % ABREAST) * COLUMN;
    spot.y = bottom + (2 + Math.floor(i / ABREAST)) * ROW;
  });
}
