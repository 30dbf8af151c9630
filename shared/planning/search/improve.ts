import type { FiniteTask } from '../ground/finite-task.ts';
import { eliminate } from './eliminate.ts';
import type { RelaxedTask } from './relaxed-task.ts';
import type { SearchBudget } from './search-budget.ts';
import { shorten } from './shorten.ts';
import { straighten } from './straighten.ts';
import { WeightedAStar } from './weighted-a-star.ts';

/** With less to spend, or a shorter plan, short stretches are all that is looked at. */
const ENOUGH = 20_000_000;
const LONG = 40;

const WEIGHTS = [5, 3, 2, 1];

const costOf = ({ costs }: FiniteTask, plan: readonly number[]): number =>
  plan.reduce((sum, operator) => sum + costs[operator]!, 0);

/**
 * Makes a plan cheaper until `limit` of work is done: what it does not need goes, stretches are replaced by cheaper ones, then
 * searches with falling weights look for another plan altogether. It never gets worse, and the last search may prove that
 * there is no better one.
 */
export const improve = (
  relaxed: RelaxedTask,
  given: readonly number[],
  budget: SearchBudget,
  limit: number,
): readonly number[] => {
  const { task } = relaxed;
  let left = limit;
  const polish = (plan: readonly number[]): readonly number[] => {
    const needed = eliminate(task, plan, left, budget);
    left -= needed.work;
    let { plan: straight } = needed;
    if (left > ENOUGH && straight.length > LONG) {
      const straightened = straighten(relaxed, straight, left / 2, budget);
      left -= straightened.work;
      straight = straightened.plan;
    }
    const short = shorten(relaxed, straight, left, budget);
    left -= short.work;
    return short.plan;
  };
  let best = polish(given);
  for (const weight of WEIGHTS) {
    for (;;) {
      if (left <= 0 || budget.shouldStop()) return best;
      const search = new WeightedAStar(relaxed, weight, budget);
      const found = search.find(costOf(task, best), left);
      left -= search.work;
      if (found === 'stopped') return best;
      // No cheaper plan at all: every state below the bound was looked at.
      if (found === 'none') return best;
      best = polish(found.plan);
      if (weight > 1) break;
    }
  }
  return best;
};
