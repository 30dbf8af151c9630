import type { Point } from '../layout/point.ts';

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] } as const;
export type Arrow = keyof typeof WAYS;
export const isArrow = (key: string): key is Arrow => key in WAYS;

/** The nearest point that lies more in the arrow's direction than aside of it; undefined: there is none. */
export function towards<P extends Point>(points: readonly P[], from: Point, arrow: Arrow): P | undefined {
  const [wx, wy] = WAYS[arrow];
  let [best, least]: [P | undefined, number] = [undefined, Infinity];
  for (const point of points) {
    const [dx, dy] = [point.x - from.x, point.y - from.y];
    const ahead = dx * wx + dy * wy;
    const aside = Math.abs(dx * wy) + Math.abs(dy * wx);
    if (ahead <= 0 || aside > ahead) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [point, cost];
  }
  return best;
}
