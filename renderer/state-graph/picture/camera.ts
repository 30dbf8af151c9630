import { boundsOf } from '../../layout/bounds.ts';
import type { Point } from '../../layout/point.ts';

/** Which part of the plane is seen: `x`, `y` is in the middle, and one unit is `scale` CSS pixels. */
export interface Camera extends Point {
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const NEAREST = 4;
const PADDING = 28;
/** To the right of the rightmost node stands its label. */
const LABEL = 120;

const within = (scale: number, furthest: number): number => Math.min(NEAREST, Math.max(furthest, scale));

/** The camera that sees all points, no nearer than at their own size. */
export function fitting(points: readonly Point[], size: Size): Camera {
  if (points.length === 0) return { x: 0, y: 0, scale: 1 };
  const { left, top, right, bottom } = boundsOf(points);
  const scale = Math.min(
    1.25,
    Math.max(1, size.width - 2 * PADDING - Math.min(LABEL, size.width / 4)) / Math.max(1, right - left),
    Math.max(1, size.height - 2 * PADDING) / Math.max(1, bottom - top),
  );
  return { x: (left + right) / 2 + Math.min(LABEL, size.width / 4) / 2 / scale, y: (top + bottom) / 2, scale };
}

export const toScreen = ({ x, y, scale }: Camera, size: Size, point: Point): Point => ({
  x: (point.x - x) * scale + size.width / 2,
  y: (point.y - y) * scale + size.height / 2,
});

export const toPlane = ({ x, y, scale }: Camera, size: Size, point: Point): Point => ({
  x: (point.x - size.width / 2) / scale + x,
  y: (point.y - size.height / 2) / scale + y,
});

/** Nearer by `factor`; what is under `fixed`, a point of the screen, stays there. `furthest`: the smallest scale. */
export function zoomed(camera: Camera, size: Size, fixed: Point, factor: number, furthest: number): Camera {
  const scale = within(camera.scale * factor, furthest);
  const under = toPlane(camera, size, fixed);
  return {
    x: under.x - (fixed.x - size.width / 2) / scale,
    y: under.y - (fixed.y - size.height / 2) / scale,
    scale,
  };
}

export const moved = (camera: Camera, dx: number, dy: number): Camera => ({
  ...camera,
  x: camera.x - dx / camera.scale,
  y: camera.y - dy / camera.scale,
});
