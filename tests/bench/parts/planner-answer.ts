import type { PlanStep } from '../../../shared/planning/check/check-plan.ts';

/** What a planner's process says: a plan, or why there is none. */
export interface PlannerAnswer {
  readonly plan: readonly PlanStep[] | null;
  readonly why: string | null;
  /** The plan as it was found, before it was made shorter, and the CPU seconds until then; null where that is not told. */
  readonly first?: { readonly length: number; readonly cpu: number } | null;
}
