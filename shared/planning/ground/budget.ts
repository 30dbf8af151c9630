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

export const tooLarge = (what: string, limit: number): TaskError =>
  new TaskError('PLANNING_TOO_LARGE', `More than ${limit} ${what} are reachable.`);
