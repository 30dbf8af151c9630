import { boundsOf } from './bounds.ts';

/** A body or a square of bodies, seen from afar: how many there are and where their middle is. */
interface Square {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  mass: number;
  sumX: number;
  sumY: number;
  body: Body | null;
  quarters: (Square | null)[] | null;
}

export interface Body {
  x: number;
  y: number;
  pushX: number;
  pushY: number;
}

const MOST_DEPTH = 24;

const square = (x: number, y: number, size: number): Square => ({
  x,
  y,
  size,
  mass: 0,
  sumX: 0,
  sumY: 0,
  body: null,
  quarters: null,
});

/** The bodies in squares within squares, so that many far ones count as one (Barnes and Hut 1986). */
export class Quadtree {
  readonly #root: Square;

  constructor(bodies: readonly Body[]) {
    const { left, top, right, bottom } = boundsOf(bodies);
    this.#root = square(left, top, Math.max(right - left, bottom - top, 1) + 1);
    for (const body of bodies) add(this.#root, body, 0);
  }

  /** Adds to the body's push what all others push it, falling with the distance; `theta` is how coarse far ones are. */
  push(body: Body, strength: number, theta: number): void {
    const open: Square[] = [this.#root];
    for (let one = open.pop(); one; one = open.pop()) {
      if (one.body === body && one.mass === 1) continue;
      const dx = body.x - one.sumX / one.mass;
      const dy = body.y - one.sumY / one.mass;
      const squared = dx * dx + dy * dy + 1;
      if (one.quarters && one.size * one.size > theta * theta * squared) {
        for (const quarter of one.quarters) if (quarter) open.push(quarter);
        continue;
      }
      const force = (strength * one.mass) / squared;
      body.pushX += dx * force;
      body.pushY += dy * force;
    }
  }
}

function add(into: Square, body: Body, depth: number): void {
  into.mass += 1;
  into.sumX += body.x;
  into.sumY += body.y;
  if (into.mass === 1) {
    into.body = body;
    return;
  }
  if (depth >= MOST_DEPTH) return;
  if (!into.quarters) {
    into.quarters = [null, null, null, null];
    const first = into.body;
    into.body = null;
    if (first) addToQuarter(into, first, depth);
  }
  addToQuarter(into, body, depth);
}

function addToQuarter(into: Square, body: Body, depth: number): void {
  const half = into.size / 2;
  const [east, south] = [body.x >= into.x + half ? 1 : 0, body.y >= into.y + half ? 1 : 0];
  const place = south * 2 + east;
  const { quarters } = into;
  if (!quarters) return;
  const quarter = (quarters[place] ??= square(into.x + east * half, into.y + south * half, half));
  add(quarter, body, depth + 1);
}
