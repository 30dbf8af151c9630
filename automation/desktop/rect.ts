import type { Rect } from '../../shared/ports/driver.ts';

/** Whether two rectangles are the same to the pixel. */
export const sameRect = (a: Rect, b: Rect): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
