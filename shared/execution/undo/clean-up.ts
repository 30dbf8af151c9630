import type { KeptBytes } from '../../ports/kept-bytes.ts';

export interface KeepLimits {
  /** For how many days what an undo needs is kept. */
  readonly days: number;
  /** Of everything together. */
  readonly bytes: number;
}

const DAY = 24 * 60 * 60 * 1000;
/** What is kept just before an act is named by no row for a moment. Milliseconds. */
const MOMENT = 60 * 60 * 1000;

export interface CleanUp {
  /** Older than the days that things are kept. */
  readonly aged: readonly KeptBytes[];
  /** Needed by nobody, and in the way of the limit. */
  readonly spare: readonly KeptBytes[];
}

/**
 * What may go. `isNeeded`: an act that can still be undone leans on it; `isOpen`: an act of a run that is not at an end does. What is
 * needed goes only by age and what is open never, so an undo that was promised holds for its days, however full it gets.
 */
export const cleanUpOf = (
  kept: readonly KeptBytes[],
  now: number,
  limits: KeepLimits,
  isNeeded: (sha256: string) => boolean,
  isOpen: (sha256: string) => boolean,
): CleanUp => {
  const aged = kept.filter(({ at, sha256 }) => at < now - limits.days * DAY && !isOpen(sha256));
  const stays = kept.filter((one) => !aged.includes(one));
  let over = stays.reduce((sum, { bytes }) => sum + bytes, 0) - limits.bytes;
  const spare: KeptBytes[] = [];
  for (const one of stays.toSorted((a, b) => a.at - b.at)) {
    if (over <= 0) break;
    if (isNeeded(one.sha256) || isOpen(one.sha256) || one.at > now - MOMENT) continue;
    spare.push(one);
    over -= one.bytes;
  }
  return { aged, spare };
};
