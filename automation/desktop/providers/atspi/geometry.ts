import type { AccessibilityBus, Ref } from './connection.ts';
import type { Rect } from '../../../../shared/ports/driver.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

const SCREEN_COORDINATES = 0;

/** Where an object says that it is, in its application's own pixels. null: nowhere, or far off screen. */
export const extents = async (bus: AccessibilityBus, ref: Ref, progress: Progress): Promise<Rect | null> => {
  const answer = await bus.ask<readonly [number, number, number, number]>(
    ref,
    'org.a11y.atspi.Component',
    'GetExtents',
    progress,
    'u',
    [SCREEN_COORDINATES],
  );
  if (!answer) return null;
  const [x, y, width, height] = answer;
  return width < 0 || height < 0 || x < -100_000 || y < -100_000 ? null : { x, y, width, height };
};

export const scaled = (rect: Rect, factor: number): Rect =>
  factor === 1
    ? rect
    : {
        x: Math.round(rect.x * factor),
        y: Math.round(rect.y * factor),
        width: Math.round(rect.width * factor),
        height: Math.round(rect.height * factor),
      };

/** Scaled toolkits give logical pixels. Both widths belong to one window, give or take its border. */
export const scaleBetween = (real: Rect, said: Rect): number =>
  said.width > 0 ? Math.max(1, Math.round((real.width / said.width) * 4) / 4) : 1;

export const distance = (a: Rect, b: Rect): number =>
  Math.abs(a.x - b.x) + Math.abs(a.y - b.y) + Math.abs(a.width - b.width) + Math.abs(a.height - b.height);

export const area = (rect: Rect | null): number => (rect ? rect.width * rect.height : 0);
