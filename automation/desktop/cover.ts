import type { Rect, Window } from '../../shared/ports/driver.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { within } from './patience.ts';
import type { Platform } from './platform.ts';
import type { Targets } from './targets.ts';

/** Finds what no picture may show: password fields, and Sonny's own windows. */
export interface Cover {
  rects(progress: Progress): Promise<readonly Rect[]>;
}

/** A program that does not answer keeps the rectangles it had. Milliseconds for all windows together. */
const LOOK_MS = 400;

/** Keeps the last known rectangles of each window: a program that does not answer hides no password field by that. */
export function cover(platform: Platform, targets: Targets): Cover {
  const known = new Map<number, readonly Rect[]>();

  async function passwords(window: Window, progress: Progress): Promise<readonly Rect[]> {
    try {
      const accessibility = await within(platform.accessibility(), progress);
      known.set(window.id, await within(accessibility.passwordRects(window, progress), progress));
    } catch {
      // The last ones that were seen still hold, as far as anybody knows.
    }
    const rects = known.get(window.id) ?? [];
    const shown = await Promise.all(
      rects.map((rect) => platform.hand.windows.shownAt(window.id, middle(rect)).catch(() => true)),
    );
    return rects.filter((_, index) => shown[index]);
  }

  return {
    async rects(progress) {
      const soon = { ...progress, deadline: Math.min(progress.deadline, Date.now() + LOOK_MS) };
      const seen = (await targets.list()).filter(({ state }) => state !== 'minimised');
      for (const id of known.keys()) if (!seen.some((window) => window.id === id)) known.delete(id);
      const found = await Promise.all(
        seen.map((window) => (targets.isOwn(window) ? [window.rect] : passwords(window, soon))),
      );
      return found.flat();
    },
  };
}

function middle({ x, y, width, height }: Rect) {
  return { x: x + width / 2, y: y + height / 2 };
}
