import type { Clock } from '../ports/clock.ts';
import type { Planner } from '../ports/planner.ts';
import { SonnyError } from '../protocol/errors.ts';
import { solve } from './search/solve.ts';
import { TaskError } from './task-error.ts';

/** A planner for where there are no threads: the caller waits while it plans, so give it small tasks and near deadlines. */
export const createInProcessPlanner = (clock: Pick<Clock, 'now'>): Planner => {
  let closed = false;
  return {
    async plan(task, options, { signal, deadline }) {
      const isOver = (): boolean => signal.aborted || closed;
      if (isOver()) throw new SonnyError('CANCELLED');
      try {
        const found = solve(task, { ...options, shouldStop: () => isOver() || clock.now() >= deadline });
        if (isOver()) throw new SonnyError('CANCELLED');
        return found;
      } catch (thrown) {
        throw thrown instanceof TaskError ? new SonnyError(thrown.code, thrown.details) : SonnyError.from(thrown);
      }
    },
    async close() {
      closed = true;
    },
  };
};
