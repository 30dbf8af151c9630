import type { LiftedTask, PlanSearch } from './planning-task.ts';
import type { Progress } from './progress.ts';

export interface PlannerOptions {
  /** How many different states may be looked at; many millions when absent. */
  readonly maxStates?: number;
  /** Plans are to be short instead of cheap: every step counts 1. */
  readonly unitCost?: boolean;
  /** How much work may go into making the first plan cheaper; a million is about 10 ms. */
  readonly improveWork?: number;
  /** On top of that, for each unit of work that the search took. */
  readonly improveShare?: number;
}

/**
 * Plans tasks over objects and relations. The same task and options give the same plan, unless the deadline comes first: then the
 * answer is `unfinished`, with the best part of a plan known. Rejects with a SonnyError: CANCELLED when the signal aborts,
 * PLANNING_INVALID for a task that contradicts itself, INTERNAL when what it runs in breaks.
 */
export interface Planner {
  plan(task: LiftedTask, options: PlannerOptions, progress: Progress): Promise<PlanSearch>;
  /** Ends whatever it holds. Plans under way are rejected as CANCELLED, later ones as well. */
  close(): Promise<void>;
}
