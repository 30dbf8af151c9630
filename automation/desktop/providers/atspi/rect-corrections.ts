import { scaled } from './geometry.ts';
import type { Shown } from './walk.ts';
import type { Rect, Window } from '../../../../shared/ports/driver.ts';

type Fix = (rect: Rect) => Rect;
interface Level {
  readonly depth: number;
  readonly said: Rect | null;
  readonly role: string;
  /** What all below this object need. */
  readonly fix: Fix;
  /** How much too high LibreOffice's own drawing is said to be here; 0 elsewhere. */
  readonly tooHigh: number;
}

const inside = (rect: Rect, window: Rect): boolean => {
  const slack = 2;
  return (
    rect.x >= window.x - slack &&
    rect.y >= window.y - slack &&
    rect.x + rect.width <= window.x + window.width + slack &&
    rect.y + rect.height <= window.y + window.height + slack
  );
};

/** LibreOffice forgets its menu bar: what it draws itself is said to be higher by that bar's height than it is. */
const menuBarForgotten = (role: string, said: Rect | null, parent: Level | undefined): number =>
  role === 'root pane' &&
  said &&
  parent?.said &&
  parent.said.x === said.x &&
  parent.said.width === said.width &&
  parent.said.height === said.height
    ? parent.said.y - said.y
    : 0;

/** A toolkit's own widget inside that drawing says where it really is, which shows as a step against the panel around it. */
const isEmbedded = (role: string, said: Rect | null, parent: Level): boolean =>
  role === 'panel' &&
  said !== null &&
  parent.said !== null &&
  parent.role === 'panel' &&
  said.x === parent.said.x &&
  said.width === parent.said.width &&
  said.y === parent.said.y + parent.tooHigh;

/** Screen pixels from what each object said, by scale and by the known ways in which programs get it wrong. `nodes` is depth first. */
export const correctRects = (
  nodes: readonly Shown[],
  said: readonly (Rect | null)[],
  window: Window,
  scale: number,
): readonly (Rect | null)[] => {
  const above: Level[] = [];
  const byScale: Fix = (rect) => scaled(rect, scale);
  return nodes.map(({ role, depth }, at) => {
    while (above.length > 0 && (above.at(-1)?.depth ?? -1) >= depth) above.pop();
    const parent = above.at(-1);
    const rect = said[at] ?? null;
    let { fix, tooHigh } = parent ?? { fix: byScale, tooHigh: 0 };
    const forgotten = menuBarForgotten(role, rect, parent);
    if (forgotten > 0) {
      tooHigh = forgotten;
      fix = (own) => byScale({ ...own, y: own.y + forgotten });
    } else if (parent && tooHigh > 0 && isEmbedded(role, rect, parent)) {
      tooHigh = 0;
      fix = byScale;
    }
    // A browser told to scale itself gives its page in real pixels, its own buttons in logical ones.
    if (
      role === 'document web' &&
      rect &&
      scale !== 1 &&
      !inside(scaled(rect, scale), window.rect) &&
      inside(rect, window.rect)
    )
      fix = (own) => own;
    above.push({ depth, said: rect, role, fix, tooHigh });
    return rect && fix(rect);
  });
};
