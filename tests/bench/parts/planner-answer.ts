import type { PlanStep } from '../../../shared/planning/check/check-plan.ts';

/** What a planner's process says: a plan, or why there is none. */
export interface PlannerAnswer {
  readonly plan: readonly PlanStep[] | null;
  readonly why: string | null;
}
