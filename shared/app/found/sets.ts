import type { GoalContext } from '../../goals/intent.ts';
import type { Sought } from '../../goals/sought.ts';
import type { Look } from './look.ts';
import { nearest } from './places.ts';

export type SoughtSet = Extract<Sought, { kind: 'set' }>;

/** The files of a kind that are in the usual places, but for those that are where they are to go. */
export const setOf = (
  { glob, except, within }: SoughtSet,
  context: GoalContext,
  look: Look,
): Promise<readonly string[]> =>
  nearest(
    context,
    look,
    glob,
    ({ path, isFolder }) => !isFolder && (except === undefined || path.slice(0, path.lastIndexOf('/')) !== except),
    within,
  );
