import type { FiniteTask } from '../ground/finite-task.ts';
import { apply, holdAll, isApplicable } from './apply.ts';
import type { SearchBudget } from './search-budget.ts';

/** A plan under improvement, and the work that went into it. */
export interface Improved {
  readonly plan: readonly number[];
  readonly work: number;
}

/**
 * Leaves out actions that a plan does not need, with those that only they made possible (action elimination, Nakhost &
 * Müller 2010). Ends early when `limit` is reached.
 */
export const eliminate = (
  task: FiniteTask,
  given: readonly number[],
  limit: number,
  { shouldStop }: SearchBudget,
): Improved => {
  let plan = given;
  let work = 0;
  const start = task.init.slice();
  const values = new Int32Array(task.variables);
  for (let i = 0; i < plan.length && work < limit && !shouldStop();) {
    values.set(start);
    const kept = plan.slice(0, i);
    for (let k = i + 1; k < plan.length; k++) {
      work += 10;
      if (!isApplicable(task, plan[k]!, values)) continue;
      apply(task, plan[k]!, values);
      kept.push(plan[k]!);
    }
    if (holdAll(task, task.goal, values)) {
      plan = kept;
      continue;
    }
    apply(task, plan[i]!, start);
    i++;
  }
  return { plan, work };
};
