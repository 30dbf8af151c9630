import { realpath } from 'node:fs/promises';
import type { MadeThing } from '../../shared/ports/snapshots.ts';
import { wasAcross, type BroughtBack } from './brought-back.ts';
import { identity, isStill, realEntry, stampOf } from './digest.ts';

/**
 * Whose the thing at a path is, by where it really is and which one it is, whatever it holds. `own`: the one that Sonny made. `maybe`: nothing
 * tells otherwise, as when it was touched since, or its receipt does not say which it was: it may go to the trash, and never for good.
 * `other`: it stands elsewhere, or is another one in the place of Sonny's: it is left alone.
 */
export type Whose = 'own' | 'maybe' | 'other';

/**
 * @param real where the thing really is now
 * @param back what later acts had moved and is back by now
 */
export const whose = async (real: string, { place, stamp }: MadeThing, back: BroughtBack = []): Promise<Whose> => {
  if (real !== place) return 'other';
  if (stamp === null || stamp === undefined) return 'maybe';
  if (await isStill(real, stamp)) return 'own';
  const now = await stampOf(real);
  const isKnown = now !== null && identity(now) === identity(stamp);
  return isKnown || (await wasAcross(real, stamp, back)) ? 'maybe' : 'other';
};

/** The same of the thing at a path itself, in whose place Sonny made one with this stamp. */
export const whoseEntry = async (
  path: string,
  stamp: string | null | undefined,
  back: BroughtBack = [],
): Promise<Whose> => whose(await realEntry(path), { place: path, stamp: stamp ?? null }, back);

/** The file that a path leads to, so that it is known again. null: there is none. */
export const madeAt = async (path: string): Promise<MadeThing | null> => {
  try {
    const place = await realpath(path);
    return { place, stamp: await stampOf(place) };
  } catch {
    // What can't be looked at can't be told from another.
    return null;
  }
};

/** Why it was left. */
export const sayKept = (path: string, isAnother: boolean): string =>
  isAnother ? `Something else is at ${path} now, and was left.` : `${path} was changed since and was left.`;
