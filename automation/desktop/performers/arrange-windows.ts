import { z } from 'zod';
import type { ActionResult, Rect, Window } from '../../../shared/ports/driver.ts';
import type { Evidence, Performed, Undone } from '../../../shared/ports/performer.ts';
import type { Version } from '../../../shared/protocol/conflict.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { untilOr } from './condition.ts';
import { kept, performedBy, undone } from './outcome.ts';
import { findTarget, targetOf } from './target.ts';
import { tileOf, TileArea } from './tile.ts';

const PATIENCE_MS = 3000;
const STEADY_LOOKS = 5;

const OneWindow = z.object({ window: WindowRef });
const Rectangle = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const State = z.enum(['normal', 'minimised', 'maximised']);

const Placement = z.object({ rect: Rectangle, state: State });
type Placement = z.infer<typeof Placement>;
/** Where a window is to be; null: wherever such a state puts it. */
const Aim = Placement.extend({ rect: Rectangle.nullable() });
type Aim = z.infer<typeof Aim>;
/** Where the window was and how, and where Sonny left it, or meant to. */
const Moved = z.object({ before: Placement, after: Aim });

const placementOf = ({ rect, state }: Window): Placement => ({ rect: { ...rect }, state });

/** A maximised or minimised window has no place of its own: its state alone says where it is. */
const isAt = (window: Window, { rect, state }: Aim): boolean =>
  window.state === state &&
  (rect === null ||
    state !== 'normal' ||
    (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(window.rect[side] - rect[side]) <= 1));

/**
 * The window once it has stood still for a moment, or as it is after `PATIENCE_MS`. Window managers and applications answer
 * what was asked a moment later, and a receipt that was taken before would tell their answer as a person's move.
 */
const atRest = async (ref: WindowRef, work: Work): Promise<Window> => {
  let last = await targetOf(ref, work);
  let looks = 0;
  const still = async (): Promise<Window | null> => {
    const now = await targetOf(ref, work);
    looks = isAt(now, placementOf(last)) ? looks + 1 : 0;
    last = now;
    return looks >= STEADY_LOOKS ? now : null;
  };
  return (await untilOr(still, PATIENCE_MS, 'the window to stand still', work)) ?? last;
};

/**
 * Whether the window stays where it was before. Applications answer a changed state a moment later with a size of their
 * own; then it is placed again.
 */
const stays = async (ref: WindowRef, before: Placement, work: Work): Promise<boolean> => {
  let looks = 0;
  const back = async (): Promise<true | null> => {
    const now = await findTarget(ref, work);
    if (now === null) return null;
    looks = isAt(now, before) ? looks + 1 : 0;
    if (looks === 0 && before.state === 'normal') await work.driver.place(ref.id, before.rect, work.progress);
    return looks >= STEADY_LOOKS ? true : null;
  };
  return (await untilOr(back, PATIENCE_MS, 'the window to be back', work)) ?? false;
};

const WHERE_IT_WAS: Evidence = { path: 'window-system', say: 'The window is where it was.', holds: true };

/** Puts the window back, unless it is gone or stands elsewhere than Sonny left it. */
const putBack = async (ref: WindowRef, { before, after }: z.infer<typeof Moved>, work: Work): Promise<Undone> => {
  const window = await findTarget(ref, work);
  if (window === null) return kept({ path: 'window-system', say: 'The window was closed since.', holds: null });
  if (isAt(window, before)) return undone(WHERE_IT_WAS);
  if (!isAt(window, after))
    return kept(
      { path: 'window-system', say: 'The window was moved since.', holds: false },
      {
        ...{ what: 'window', name: window.title, choices: ['keep', 'restore'], more: [] },
        ...{ before: placeVersion(before), left: placeVersion(after), now: placeVersion(placementOf(window)) },
      },
    );
  return returnTo(ref, window, before, work);
};

/** Where a window is, in words. */
const placeVersion = ({ rect, state }: Aim): Version => ({
  say: rect === null || state !== 'normal' ? state : `${rect.width} × ${rect.height} at ${rect.x}, ${rect.y}`,
});

const returnTo = async (ref: WindowRef, window: Window, before: Placement, work: Work): Promise<Undone> => {
  const { driver, progress } = work;
  if (window.state !== 'normal') await driver.setState(ref.id, 'normal', progress);
  if (before.state !== 'minimised') await driver.place(ref.id, before.rect, progress);
  if (before.state !== 'normal') await driver.setState(ref.id, before.state, progress);
  const holds = await stays(ref, before, work);
  const say = holds ? 'The window is back where it was.' : 'The window is not quite where it was.';
  return { status: holds ? 'undone' : 'unverified', evidence: [{ path: 'window-system', say, holds }] };
};

/** A window that is maximised or minimised has no place of its own, so it is made normal first. */
const place = async (window: Window, { rect, state }: Aim, { driver, progress }: Work): Promise<ActionResult> => {
  if (rect === null) return driver.setState(window.id, state, progress);
  if (window.state !== 'normal') await driver.setState(window.id, 'normal', progress);
  return driver.place(window.id, rect, progress);
};

const arranging = <Args extends { readonly window: WindowRef }>(
  skill: string,
  args: z.ZodType<Args>,
  aimOf: (window: Window, args: Args, work: Work) => Aim | Promise<Aim>,
  outputs: (aim: Aim) => Performed['outputs'] = () => ({}),
): Action =>
  defineAction({
    skill,
    args,
    receipt: Moved,
    async prepare(given, work) {
      const window = await targetOf(given.window, work);
      return { before: placementOf(window), after: await aimOf(window, given, work) };
    },
    async perform(given, work) {
      const window = await targetOf(given.window, work);
      const aim = await aimOf(window, given, work);
      const { status, evidence } = performedBy(await place(window, aim, work), null);
      const after = placementOf(await atRest(given.window, work));
      return { status, evidence, outputs: outputs(aim), receipt: { before: placementOf(window), after } };
    },
    undo: (given, receipt, work) => putBack(given.window, receipt, work),
    async isBack(given, { before }, work) {
      const window = await findTarget(given.window, work);
      return window && isAt(window, before) ? [WHERE_IT_WAS] : null;
    },
    settling: {
      async prepare(given, { before }, _, work) {
        return { before: placementOf(await targetOf(given.window, work)), after: before };
      },
      settle: async (given, { before }, _, __, work) =>
        returnTo(given.window, await targetOf(given.window, work), before, work),
      takeBack: (given, prepared, work) => putBack(given.window, Moved.parse(prepared), work),
    },
  });

const at = (rect: Rect): Aim => ({ rect: { ...rect }, state: 'normal' });

const stating = (skill: string, state: Window['state']): Action =>
  arranging(skill, OneWindow, () => ({ rect: null, state }));

/** window.*: list, focus and close are in files of their own kind; these change where a window stands. */
export const arrangeWindows: readonly Action[] = [
  arranging('window.move', OneWindow.extend({ x: z.number(), y: z.number() }), (window, { x, y }) =>
    at({ ...window.rect, x, y }),
  ),
  arranging(
    'window.resize',
    OneWindow.extend({ width: z.number().positive(), height: z.number().positive() }),
    (window, { width, height }) => at({ ...window.rect, width, height }),
  ),
  arranging(
    'window.tile',
    OneWindow.extend({ area: TileArea }),
    async (_, { area }, work) => at(tileOf(area, await work.driver.workArea(work.progress))),
    ({ rect }) => ({ rect }),
  ),
  stating('window.minimise', 'minimised'),
  stating('window.maximise', 'maximised'),
  stating('window.restore', 'normal'),
];
