import { z } from 'zod';
import type { Rect } from '../../../shared/ports/driver.ts';
import { AREAS } from '../../../shared/skills/windows.ts';

export const TileArea = z.enum(AREAS);
export type TileArea = z.infer<typeof TileArea>;

/** The part of the work area that a name means. Halves of an odd size differ by one pixel and never overlap. */
export const tileOf = (area: TileArea, { x, y, width, height }: Rect): Rect => {
  const words = area.split('-');
  const left = Math.floor(width / 2);
  const top = Math.floor(height / 2);
  const across = words.includes('left') ? [x, left] : words.includes('right') ? [x + left, width - left] : [x, width];
  const down = words.includes('top') ? [y, top] : words.includes('bottom') ? [y + top, height - top] : [y, height];
  return { x: across[0] ?? x, y: down[0] ?? y, width: across[1] ?? width, height: down[1] ?? height };
};
