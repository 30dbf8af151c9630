import { TaskError } from '../task-error.ts';

/** What grounding may use. */
export interface GroundBudget {
  readonly maxAtoms: number;
  readonly maxOperators: number;
  /** Asked often; true ends the work. */
  readonly shouldStop: () => boolean;
}

export const GROUND_BUDGET: GroundBudget = { maxAtoms: 1_000_000, maxOperators: 1_500_000, shouldStop: () => false };

/** Thrown through grounding when it is told to stop; not an error of the task. */
export class Stopped extends Error {}

const ASK_EVERY = 64;

/** For loops that do a little at a time: asks now and then whether to stop, and throws `Stopped` when it is to. */
export const orStopped = (shouldStop: () => boolean): (() => void) => {
  let left = ASK_EVERY;
  return () => {
    if (--left > 0) return;
    left = ASK_EVERY;
    if (shouldStop()) throw new Stopped();
  };
};

export const tooLarge = (what: string, limit: number): TaskError =>
  new TaskError('PLANNING_TOO_LARGE', `More than ${limit} ${what} are reachable.`);
