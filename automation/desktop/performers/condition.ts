import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Work } from './action.ts';

const INTERVAL_MS = 40;

/**
 * Looks again until `look` gives something, and returns that. null: `patience` milliseconds went by.
 * Rejects with CANCELLED or, when the call's own deadline comes first, DEADLINE naming `what`.
 */
export const untilOr = async <T>(
  look: () => Promise<T | null>,
  patience: number,
  what: string,
  work: Work,
): Promise<T | null> => {
  const { clock, progress } = work;
  const end = clock.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (progress.signal.aborted) throw new SonnyError('CANCELLED');
    if (clock.now() >= progress.deadline) throw new SonnyError('DEADLINE', `Waited for ${what}.`);
    if (clock.now() >= end) return null;
    await clock.sleep(INTERVAL_MS, progress.signal);
  }
};

/** The same, for as long as the call may take. */
export const until = async <T>(look: () => Promise<T | null>, what: string, work: Work): Promise<T> => {
  const seen = await untilOr(look, Number.POSITIVE_INFINITY, what, work);
  if (seen === null) throw new SonnyError('DEADLINE', `Waited for ${what}.`);
  return seen;
};
