import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

/** How often a condition is looked at when nothing wakes the wait. Milliseconds. */
const PULSE_MS = 40;

/** Throws CANCELLED after an abort and DEADLINE after the deadline. Called before anything is sent. */
export function stillWanted(progress: Progress): void {
  if (progress.signal.aborted) throw new SonnyError('CANCELLED');
  if (Date.now() >= progress.deadline) throw new SonnyError('DEADLINE');
}

/** `work`, or CANCELLED or DEADLINE as soon as they hold. `work` itself is not stopped. */
export function within<T>(work: Promise<T>, progress: Progress): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new SonnyError(progress.signal.aborted ? 'CANCELLED' : 'DEADLINE'));
    if (progress.signal.aborted) giveUp();
    const timer = setTimeout(giveUp, Math.max(0, progress.deadline - Date.now()));
    progress.signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      progress.signal.removeEventListener('abort', giveUp);
    });
  });
}

/** Calls back whenever something may have changed, until the returned function is called. */
export type Wake = (onChange: () => void) => () => void;

/**
 * Looks until `look` gives a value, and looks again at each wake. null after `patienceMs`; CANCELLED after an abort;
 * near the deadline it gives up with null early enough for the caller to report what it saw.
 */
export async function until<T>(
  look: () => Promise<T | null>,
  progress: Progress,
  patienceMs: number,
  wake: Wake = () => () => undefined,
): Promise<T | null> {
  const end = Math.min(Date.now() + patienceMs, progress.deadline - PULSE_MS);
  let ring: () => void = () => undefined;
  const silence = wake(() => ring());
  try {
    for (;;) {
      const next = new Promise<void>((resolve) => (ring = resolve));
      const seen = await within(look(), progress);
      if (seen !== null) return seen;
      const left = end - Date.now();
      if (left <= 0) return null;
      const pulse = setTimeout(() => ring(), Math.min(PULSE_MS, left));
      await within(next, progress).finally(() => clearTimeout(pulse));
    }
  } finally {
    silence();
  }
}
