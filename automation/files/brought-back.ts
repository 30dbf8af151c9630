import { sep } from 'node:path';
import { z } from 'zod';
import type { Json } from '../../shared/ports/performer.ts';
import { isLasting, realEntry, stampOf } from './digest.ts';
import { Moved } from './skills/moved.ts';

/** What later acts of a run had moved and their undo has brought back: one list for each act, in the order in which they were done. */
export type BroughtBack = readonly (readonly Moved[])[];

const Moves = z.record(z.string(), z.unknown()).catch({});
const Those = z.array(Moved).catch([]);

/** The moves that receipts tell of, whichever skill's they are. */
export const broughtBack = (receipts: readonly Json[]): BroughtBack =>
  receipts.map((receipt) => Object.values(Moves.parse(receipt)).flatMap((value) => Those.parse(value)));

/** The disk that a folder with this stamp is on; null: it is no folder's. */
const diskOf = (stamp: string | null): string | null => /^folder (\d+) \d+$/.exec(stamp ?? '')?.[1] ?? null;

/**
 * Whether the folder at a path is the one that had this stamp and only another to the file system, since it went to another disk and back.
 * Of itself no folder tells; but when a later act of the same run took the one from here to another disk, and undoing that act brought it back,
 * then nothing else was in its place. Its path is followed through what acts before that had done with it.
 */
export const wasAcross = async (path: string, stamp: string, back: BroughtBack): Promise<boolean> => {
  const disk = diskOf(stamp);
  if (disk === null || diskOf(await stampOf(path)) !== disk || (await realEntry(path)) !== path) return false;
  let place = path;
  for (const moves of back) {
    const its = moves.find(({ from }) => place === from || place.startsWith(from + sep));
    if (!its) continue;
    // A stamp by its bytes is one that was taken before it went to another disk.
    if (isLasting(its.stamp) || (diskOf(its.stamp) ?? disk) !== disk) return true;
    place = its.to + place.slice(its.from.length);
  }
  return false;
};
