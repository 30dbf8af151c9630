import type { HddlPlan } from '../../../shared/planning/hddl/plan.ts';

export interface HddlAnswer {
  /** The text is in the subset that is read. */
  readonly readable: boolean;
  readonly plan: HddlPlan | null;
  readonly why: string;
}
