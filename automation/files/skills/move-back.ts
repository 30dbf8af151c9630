import { z } from 'zod';
import type { Undone } from '../../../shared/ports/performer.ts';
import { isStill, stampOf } from '../digest.ts';
import { kept, undone } from '../file-performer.ts';

/** What was moved from where to where, and its stamp afterwards (see `stampOf`). */
export const Moved = z.object({ from: z.string(), to: z.string(), stamp: z.string() });
export type Moved = z.infer<typeof Moved>;

/**
 * Why something cannot be moved back, or that it already is; null when it can be. `leaves` are paths that others in the same
 * undo go away from.
 */
export const obstacle = async (moved: Moved, leaves: ReadonlySet<string> = new Set()): Promise<Undone | null> => {
  const { from, to, stamp } = moved;
  const [here, there] = [await stampOf(from), await stampOf(to)];
  if (here !== null && (await isStill(from, stamp))) return undone(`${from} is back already.`);
  if (there === null) return kept(`${to} is not there any more.`);
  if (!(await isStill(to, stamp))) return kept(`${to} was changed since and was left.`);
  if (here !== null && !leaves.has(from)) return kept(`There is something at ${from} again; ${to} was left.`);
  return null;
};
