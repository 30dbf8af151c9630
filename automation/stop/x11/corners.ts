import type { Point } from './hands.ts';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How far from the very corner still counts. Pixels. */
const NEAR = 2;

/**
 * The corner of the screens that a point lies in, or null. A corner where another screen goes on is none: the pointer
 * passes it on its way.
 */
export function cornerAt(at: Point, screens: readonly Rect[]): Point | null {
  const shown = ({ x, y }: Point): boolean =>
    screens.some((s) => x >= s.x && x < s.x + s.width && y >= s.y && y < s.y + s.height);
  for (const { x, y, width, height } of screens) {
    for (const [cornerX, outX] of [
      [x, x - 1],
      [x + width - 1, x + width],
    ] as const) {
      for (const [cornerY, outY] of [
        [y, y - 1],
        [y + height - 1, y + height],
      ] as const) {
        const near = Math.abs(at.x - cornerX) <= NEAR && Math.abs(at.y - cornerY) <= NEAR;
        const outer = !shown({ x: outX, y: cornerY }) && !shown({ x: cornerX, y: outY });
        if (near && outer) return { x: cornerX, y: cornerY };
      }
    }
  }
  return null;
}
