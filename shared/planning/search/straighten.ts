import { apply, holdAll } from './apply.ts';
import type { Improved } from './eliminate.ts';
import { needsBefore } from './needs.ts';
import { RelaxedPlan } from './relaxed-plan.ts';
import type { RelaxedTask } from './relaxed-task.ts';
import type { SearchBudget } from './search-budget.ts';
import { WeightedAStar } from './weighted-a-star.ts';

/** How many steps a stretch has: the long ones first, for they can gain most. */
const STRETCHES = [80, 40, 20];
/** How many states are looked at for one. */
const MOST_STATES = 250;
const WEIGHT = 5;

/**
 * Replaces stretches of a plan by cheaper ones that a search led by estimates finds, from the state before each to what the
 * rest of the plan needs after it (windows over a plan as in Siddiqui & Haslum 2015, with regressed goals). Plans that come from
 * following relaxed plans have detours that no shortcut of a few steps gets rid of. Plans with effects under conditions stay as they
 * are: their needs cannot be told by looking at single facts.
 */
export const straighten = (
  relaxed: RelaxedTask,
  given: readonly number[],
  limit: number,
  budget: SearchBudget,
): Improved => {
  const { task } = relaxed;
  if (given.some((operator) => (task.conditional[operator]?.length ?? 0) > 0)) return { plan: given, work: 0 };
  const estimate = new RelaxedPlan(relaxed);
  let plan = given;
  let work = 0;
  const cheaper = (from: Int32Array, to: Int32Array, old: readonly number[]): readonly number[] => {
    const cost = old.reduce((sum, operator) => sum + task.costs[operator]!, 0);
    const search = new WeightedAStar(relaxed, WEIGHT, { ...budget, maxStates: MOST_STATES }, { from, to }, estimate);
    const found = search.find(cost, limit - work);
    work += search.work;
    return typeof found === 'string' ? old : found.plan;
  };
  for (const most of STRETCHES) {
    const from = task.init.slice();
    for (let i = 0; i < plan.length && work < limit && !budget.shouldStop();) {
      const end = Math.min(plan.length, i + most);
      const old = plan.slice(i, end);
      const to = needsBefore(task, plan, end);
      work += plan.length - end;
      const by = holdAll(task, to, from) ? [] : cheaper(from, to, old);
      plan = [...plan.slice(0, i), ...by, ...plan.slice(end)];
      // The next one begins in the middle of this one, so that no seam stays.
      for (const next = Math.min(plan.length, i + Math.max(1, by.length >> 1)); i < next; i++)
        apply(task, plan[i]!, from);
    }
  }
  return { plan, work };
};
