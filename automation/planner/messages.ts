import type { TaskErrorCode } from '../../shared/planning/task-error.ts';
import type { LiftedTask, PlanSearch } from '../../shared/ports/planning-task.ts';
import type { PlannerOptions } from '../../shared/ports/planner.ts';

/** What the thread is asked. One question at a time; `stop` is set to 1 to end it. */
export interface Question {
  readonly task: LiftedTask;
  readonly options: PlannerOptions;
  readonly deadline: number;
  readonly stop: Int32Array;
}

export type Answer =
  | { readonly kind: 'found'; readonly search: PlanSearch }
  | { readonly kind: 'refused'; readonly code: TaskErrorCode; readonly details: string }
  | { readonly kind: 'broken'; readonly details: string };
