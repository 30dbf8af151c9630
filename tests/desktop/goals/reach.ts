import type { Sonny } from '../../../shared/ports/sonny.ts';
import type { RunView } from '../../../shared/protocol/run.ts';

/** The run as soon as the condition holds. Looks again at every view event. */
export const reachIn = (sonny: Sonny, runId: string, condition: (run: RunView) => boolean): Promise<RunView> =>
  new Promise((resolve, reject) => {
    let done = false;
    const look = (): void => {
      sonny.dispatch({ type: 'run.get', runId }).then((run) => {
        if (done || !condition(run)) return;
        done = true;
        stop();
        resolve(run);
      }, reject);
    };
    const stop = sonny.subscribe(look);
    look();
  });
