import { Ints } from '../ground/ints.ts';
import { apply, holdAll } from './apply.ts';
import { BucketQueue } from './bucket-queue.ts';
import { DEAD_END, RelaxedPlan } from './relaxed-plan.ts';
import type { RelaxedTask } from './relaxed-task.ts';
import { overBudget, type SearchBudget } from './search-budget.ts';
import { StateStore } from './state-store.ts';

/** From which state to which facts a search leads. */
export interface Stretch {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** A plan that costs less than `bound`, or what ended the search. */
export type Cheaper = { readonly plan: readonly number[] } | 'none' | 'stopped';

const CHECK_EVERY = 63;
const WORK_PER_TAKEN = 150;

/**
 * Weighted A* with deferred evaluation and reopening (the later iterations of LAMA, Richter & Westphal 2010): looks for a plan
 * whose true cost is below a bound, by what a state has cost so far plus `weight` times its estimate. `none` proves that there
 * is no such plan. It looks for a plan of the whole task unless it is given a stretch of one.
 */
export class WeightedAStar {
  readonly #relaxed: RelaxedTask;
  readonly #stretch: Stretch;
  readonly #estimate: RelaxedPlan;
  readonly #before: number;
  readonly #weight: number;
  readonly #budget: SearchBudget;
  readonly #states: StateStore;
  readonly #parent = new Ints(1024);
  readonly #via = new Ints(1024);
  readonly #spent = new Ints(1024);
  readonly #counted = new Ints(1024);
  readonly #all = new BucketQueue();
  readonly #helpful = new BucketQueue();
  #taken = 0;

  constructor(
    relaxed: RelaxedTask,
    weight: number,
    budget: SearchBudget,
    stretch: Stretch = { from: relaxed.task.init, to: relaxed.task.goal },
    estimate: RelaxedPlan = new RelaxedPlan(relaxed),
  ) {
    this.#relaxed = relaxed;
    this.#stretch = stretch;
    this.#estimate = estimate;
    this.#before = estimate.work;
    this.#weight = weight;
    this.#budget = budget;
    this.#states = new StateStore(relaxed.task);
  }

  get work(): number {
    return this.#estimate.work - this.#before + this.#taken * WORK_PER_TAKEN;
  }

  get bytes(): number {
    return [this.#states, this.#parent, this.#via, this.#spent, this.#counted, this.#all, this.#helpful].reduce(
      (sum, { bytes }) => sum + bytes,
      0,
    );
  }

  find(bound: number, limit: number): Cheaper {
    const { task } = this.#relaxed;
    const { from, to } = this.#stretch;
    const values = from.slice();
    const parentValues = new Int32Array(task.variables);
    this.#states.add(values);
    for (const list of [this.#parent, this.#via]) list.push(-1);
    for (const list of [this.#spent, this.#counted]) list.push(0);
    this.#expand(0, values);
    while (this.#states.size < this.#budget.maxStates) {
      if (this.work > limit) return 'stopped';
      if ((++this.#taken & CHECK_EVERY) === 0 && overBudget(this.#budget, this.bytes)) return 'stopped';
      const queue = this.#next();
      if (!queue) return 'none';
      const { first: parent, second: operator } = queue;
      const spent = this.#spent.values[parent]! + task.costs[operator]!;
      if (spent >= bound) continue;
      this.#states.read(parent, parentValues);
      values.set(parentValues);
      apply(task, operator, values);
      const before = this.#states.size;
      const state = this.#states.add(values);
      const isNew = this.#states.size > before;
      if (!isNew && spent >= this.#spent.values[state]!) continue;
      if (isNew) for (const list of [this.#parent, this.#via, this.#spent, this.#counted]) list.push(0);
      this.#parent.values[state] = parent;
      this.#via.values[state] = operator;
      this.#spent.values[state] = spent;
      this.#counted.values[state] = this.#counted.values[parent]! + this.#relaxed.costs[operator]!;
      if (holdAll(task, to, values)) return { plan: this.#pathTo(state) };
      this.#expand(state, values);
    }
    return 'stopped';
  }

  /** Both lists in turn: a helpful one for each of all. */
  #next(): BucketQueue | null {
    const first = this.#taken % 2 === 0 ? this.#helpful : this.#all;
    if (first.pop()) return first;
    const second = first === this.#all ? this.#helpful : this.#all;
    return second.pop() ? second : null;
  }

  #expand(state: number, values: Int32Array): void {
    const estimate = this.#estimate.evaluate(values, this.#stretch.to);
    if (estimate === DEAD_END) return;
    const priority = this.#counted.values[state]! + this.#weight * estimate;
    const { applicable, helpful } = this.#estimate;
    for (let i = 0; i < applicable.length; i++) this.#all.push(priority, state, applicable.values[i]!);
    for (let i = 0; i < helpful.length; i++) this.#helpful.push(priority, state, helpful.values[i]!);
  }

  #pathTo(state: number): number[] {
    const path: number[] = [];
    for (let at = state; this.#parent.values[at]! >= 0; at = this.#parent.values[at]!) path.push(this.#via.values[at]!);
    return path.reverse();
  }
}
