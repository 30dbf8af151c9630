import type { Progress } from '../../shared/ports/progress.ts';
import { stillWanted, within } from './patience.ts';

/** Runs work one after the other, in the order it came. Work that is no longer wanted when its turn comes is not begun. */
export function turns() {
  let last: Promise<unknown> = Promise.resolve();
  return function inTurn<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
    const mine = last.then(() => {
      stillWanted(progress);
      return work();
    });
    last = mine.catch(() => undefined);
    return within(mine, progress);
  };
}
