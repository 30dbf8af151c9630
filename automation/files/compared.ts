import type { Evidence } from '../../shared/ports/performer.ts';

/** How long comparing to the byte may take beside the work itself, in milliseconds. */
const COMPARING_MS = 20_000;

/** A comparison that has its time; null: there was not enough of it. Rejects as the comparison does, also when `stop` aborts. */
export const inTime = async <T>(stop: AbortSignal, compare: (signal: AbortSignal) => Promise<T>): Promise<T | null> => {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(COMPARING_MS)]);
  try {
    return await compare(signal);
  } catch (error) {
    if (stop.aborted || !signal.aborted) throw error;
    return null;
  }
};

/** What a comparison of what is on the disk came to; null: there was no time for it. */
export const compared = (
  same: boolean | null,
  say: Readonly<Record<'same' | 'other' | 'untold', string>>,
): Evidence => ({
  path: 'filesystem',
  say: same === null ? say.untold : same ? say.same : say.other,
  holds: same,
});
