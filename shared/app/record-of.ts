import type { Plan } from '../planning/plan.ts';
import type { PlanRecord } from '../protocol/events.ts';
import type { PlanningPorts } from './ports.ts';

/** A plan as it is journalled. */
export const recordOf = (plan: Plan, ports: Pick<PlanningPorts, 'hash'>): PlanRecord => ({
  hash: ports.hash(JSON.stringify(plan.steps)),
  risk: plan.risk,
  forecast: plan.forecast,
  steps: [...plan.steps],
  asked: [...plan.asked],
});
