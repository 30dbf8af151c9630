import type { Undone } from '../../../shared/ports/performer.ts';
import { isStill, stampOf } from '../digest.ts';
import { wasAcross, type BroughtBack } from '../brought-back.ts';
import type { Moved } from './moved.ts';
import { movedConflict } from './settle-moved.ts';
import { kept, undone } from '../file-performer.ts';

/** Says that all is back where it was, and nothing of it where it had gone to; null: not so. */
export const allBack = async (all: readonly Moved[]): Promise<string | null> => {
  for (const { from, to, stamp } of all) if (!(await isStill(from, stamp)) || (await isStill(to, stamp))) return null;
  const [first, ...more] = all;
  return first === undefined ? null : `${first.from} is back${more.length > 0 ? `, and ${more.length} more` : ''}.`;
};

/**
 * Why something cannot be moved back, or that it already is; null when it can be. `leaves` are paths that others in the same
 * undo go away from, `back` what later acts had moved and is back by now.
 */
export const obstacle = async (
  moved: Moved,
  back: BroughtBack,
  leaves: ReadonlySet<string> = new Set(),
): Promise<Undone | null> => {
  const { from, to, stamp } = moved;
  const [here, there] = [await stampOf(from), await stampOf(to)];
  if (here !== null && (await isStill(from, stamp))) return undone(`${from} is back already.`);
  const stays = async (say: string): Promise<Undone> => kept(say, await movedConflict(moved));
  if (there === null) return stays(`${to} is not there any more.`);
  if (!(await isStill(to, stamp)) && !(await wasAcross(to, stamp, back)))
    return stays(`${to} was changed since and was left.`);
  if (here !== null && !leaves.has(from)) return stays(`There is something at ${from} again; ${to} was left.`);
  return null;
};
