import type { Progress } from '../../../shared/ports/progress.ts';
import type { Platform } from '../platform.ts';
import type { Targets } from '../targets.ts';
import { turns } from '../turns.ts';

/** What all parts of a desktop share. */
export interface Common {
  readonly platform: Platform;
  readonly target: Targets;
  /** Input, one call at a time over all parts; nothing stays held when one of them goes wrong. */
  input<T>(progress: Progress, work: () => Promise<T>): Promise<T>;
}

export function commonOf(platform: Platform, target: Targets): Common {
  const inTurn = turns();
  return {
    platform,
    target,
    input: (progress, work) =>
      inTurn(progress, async () => {
        try {
          return await work();
        } catch (error) {
          await platform.hand.input.releaseAll();
          throw error;
        }
      }),
  };
}
