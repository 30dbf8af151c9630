import { COLUMN, ROW } from './layered.ts';
import { type Body, Quadtree } from './quadtree.ts';
import type { Spot } from './spot.ts';

interface Moving extends Body {
  readonly spot: Spot;
}

const APART = 40;
const PUSH = APART * APART;
const THETA = 1.1;
/** Rounds for a thousand nodes; fewer for more, so that ten thousand take seconds and not minutes. */
const ROUNDS = 120;

/**
 * Places a part that is too wide for columns: edges pull, nodes push each other apart, and ranks still drift to the
 * right (Fruchterman and Reingold 1991, with Barnes and Hut's approximation). The start depends on the nodes' order
 * alone, so the same graph is always placed the same.
 */
export function placeByForce(part: readonly Spot[]): void {
  const turn = Math.PI * (3 - Math.sqrt(5));
  const bodies = part.map((spot, i): Moving => {
    const radius = Math.sqrt(i + 1) * APART;
    return {
      spot,
      x: radius * Math.cos(i * turn) + spot.rank * APART,
      y: radius * Math.sin(i * turn),
      pushX: 0,
      pushY: 0,
    };
  });
  const bodyOf = new Map(bodies.map((body) => [body.spot, body]));
  const springs = bodies.flatMap((from) =>
    from.spot.below.flatMap((below) => {
      const to = bodyOf.get(below);
      // A hub is pulled by each of its many edges less, or everything would fall into it.
      return to
        ? [
            {
              from,
              to,
              pull:
                1 / Math.min(from.spot.below.length + from.spot.above.length, below.below.length + below.above.length),
            },
          ]
        : [];
    }),
  );
  const rounds = Math.max(48, Math.round(ROUNDS / Math.max(1, part.length / 1000)));
  const first = Math.sqrt(part.length) * APART * 0.2;
  for (let round = 0; round < rounds; round++) {
    const heat = first * (1 - round / rounds) ** 2 + 1;
    const tree = new Quadtree(bodies);
    for (const body of bodies) {
      body.pushX = -body.x * 0.02 + (body.spot.rank * APART * 2 - body.x) * 0.01;
      body.pushY = -body.y * 0.02;
      tree.push(body, PUSH, THETA);
    }
    for (const { from, to, pull } of springs) {
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const stretch = (Math.hypot(dx, dy) / APART) * pull * 0.5;
      from.pushX += dx * stretch;
      from.pushY += dy * stretch;
      to.pushX -= dx * stretch;
      to.pushY -= dy * stretch;
    }
    for (const body of bodies) {
      const length = Math.hypot(body.pushX, body.pushY) || 1;
      const step = Math.min(length, heat) / length;
      body.x += body.pushX * step;
      body.y += body.pushY * step;
    }
  }
  for (const { spot, x, y } of bodies) {
    spot.x = x;
    spot.y = y;
  }
  spread(part);
}

/** Scales the part so that it has about as much room for each node as columns give. */
function spread(part: readonly Spot[]): void {
  const xs = part.map(({ x }) => x).sort((a, b) => a - b);
  const ys = part.map(({ y }) => y).sort((a, b) => a - b);
  const inner = (sorted: readonly number[]): number =>
    (sorted[Math.floor(sorted.length * 0.95)] ?? 1) - (sorted[Math.floor(sorted.length * 0.05)] ?? 0);
  const wanted = Math.sqrt(part.length * COLUMN * ROW * 0.35);
  const factor = wanted / Math.max(1, Math.sqrt(inner(xs) * inner(ys)));
  for (const spot of part) {
    spot.x *= factor;
    spot.y *= factor;
  }
}
