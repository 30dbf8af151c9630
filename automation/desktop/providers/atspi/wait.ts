import type { AccessibilityBus } from './connection.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

/** How long to trust the silence: some programs change without telling. Milliseconds. */
const PATIENCE = 100;

export interface Wait {
  /** Resolves with the first answer of `look` that is not null; with null at `until` (ms since the epoch) or the deadline. */
  until<T>(look: () => Promise<T | null>, until: number): Promise<T | null>;
  end(): void;
}

/** Listens from now on, so that what happens between acting and looking is not missed. Events only wake; `look` decides. */
export const listen = async (bus: AccessibilityBus, progress: Progress): Promise<Wait> => {
  let wake: () => void = () => undefined;
  let happened = false;
  const stop = await bus.watch(() => {
    happened = true;
    wake();
  });
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (happened) return resolve();
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return {
    until: async (look, until) => {
      const end = Math.min(until, progress.deadline);
      for (;;) {
        if (progress.signal.aborted) throw new SonnyError('CANCELLED');
        happened = false;
        const seen = await look();
        if (seen !== null) return seen;
        if (Date.now() >= end) return null;
        await pause(Math.min(PATIENCE, end - Date.now()));
      }
    },
    end: stop,
  };
};
