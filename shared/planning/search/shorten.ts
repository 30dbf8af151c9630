import type { FiniteTask } from '../ground/finite-task.ts';
import { Applicable } from './applicable.ts';
import { apply, holds } from './apply.ts';
import type { Improved } from './eliminate.ts';
import { needsOf } from './needs.ts';
import type { RelaxedTask } from './relaxed-task.ts';
import type { SearchBudget } from './search-budget.ts';
import { StateStore } from './state-store.ts';

/** How far ahead a shortcut may lead, and how many states are looked at to find one. */
const WINDOW = 24;
const MOST_STATES = 300;

interface Shortcut {
  readonly to: number;
  readonly by: readonly number[];
  readonly gain: number;
}

class Shortener {
  readonly #task: FiniteTask;
  readonly #applicable: Applicable;
  work = 0;

  constructor(relaxed: RelaxedTask) {
    this.#task = relaxed.task;
    this.#applicable = new Applicable(relaxed);
  }

  /** The best way found from a state before step `from` to where a later step, or the goal, can go on. */
  find(plan: readonly number[], needs: readonly Int32Array[], from: number, start: Int32Array): Shortcut | null {
    const task = this.#task;
    const { costs } = task;
    const store = new StateStore(task);
    store.add(start);
    const parent = [-1];
    const via = [-1];
    const cost = [0];
    const last = Math.min(plan.length, from + WINDOW);
    const saved = [0];
    for (let i = from; i < last; i++) saved.push(saved.at(-1)! + costs[plan[i]!]!);
    const values = new Int32Array(task.variables);
    const child = new Int32Array(task.variables);
    let best: Shortcut | null = null;
    for (let state = 0; state < store.size && store.size < MOST_STATES; state++) {
      store.read(state, values);
      const before = this.#applicable.work;
      const operators = this.#applicable.in(values);
      this.work += this.#applicable.work - before;
      for (let i = 0; i < operators.length && store.size < MOST_STATES; i++) {
        const operator = operators.values[i]!;
        const spent = cost[state]! + costs[operator]!;
        // A way that costs as much as the whole window cannot gain anything.
        if (spent >= saved.at(-1)!) continue;
        child.set(values);
        apply(task, operator, child);
        this.work += 50;
        const size = store.size;
        store.add(child);
        if (store.size === size) continue;
        parent.push(state);
        via.push(operator);
        cost.push(spent);
        for (let to = last; to > from && saved[to - from]! - spent > (best?.gain ?? 0); to--) {
          this.work += 5;
          if (!needs[to]!.every((fact) => holds(task, fact, child))) continue;
          const by: number[] = [];
          for (let at = size; at > 0; at = parent[at]!) by.push(via[at]!);
          best = { to, by: by.reverse(), gain: saved[to - from]! - spent };
          break;
        }
      }
    }
    return best;
  }
}

/**
 * Replaces stretches of a plan by cheaper ones that a small breadth-first search finds from each of its states, towards what
 * the rest of the plan needs (a plan neighbourhood as in Nakhost & Müller 2010, with regressed goals). Plans with effects
 * under conditions stay as they are: their needs cannot be told by looking at single facts.
 */
export const shorten = (
  relaxed: RelaxedTask,
  given: readonly number[],
  limit: number,
  { shouldStop }: SearchBudget,
): Improved => {
  const { task } = relaxed;
  if (given.some((operator) => (task.conditional[operator]?.length ?? 0) > 0)) return { plan: given, work: 0 };
  const shortener = new Shortener(relaxed);
  let plan = given;
  let needs = needsOf(task, plan);
  for (let changed = true; changed && shortener.work < limit;) {
    changed = false;
    const values = task.init.slice();
    for (let i = 0; i < plan.length && shortener.work < limit && !shouldStop(); i++) {
      const shortcut = shortener.find(plan, needs, i, values);
      if (shortcut) {
        plan = [...plan.slice(0, i), ...shortcut.by, ...plan.slice(shortcut.to)];
        needs = needsOf(task, plan);
        changed = true;
      }
      if (i < plan.length) apply(task, plan[i]!, values);
    }
  }
  return { plan, work: shortener.work };
};
