import type { FiniteTask } from '../ground/finite-task.ts';
import { Ints } from '../ground/ints.ts';
import { apply, holdAll } from './apply.ts';
import { Lookahead } from './lookahead.ts';
import { DEAD_END, RelaxedPlan } from './relaxed-plan.ts';
import type { RelaxedTask } from './relaxed-task.ts';
import { overBudget, type Outcome, type Search, type SearchBudget } from './search-budget.ts';
import { StateLists } from './state-lists.ts';
import { StateQueue } from './state-queue.ts';
import { StateStore } from './state-store.ts';

const CHECK_EVERY = 63;
const WORK_PER_TAKEN = 150;
/** How many helpful pairs are taken for each of all. */
const HELPFUL_SHARE = 8;

/**
 * Greedy best-first search with lookahead (Vidal 2004, 2011): from each state it looks at, it goes on to the state that the relaxed
 * plan leads to, so that many steps cost one estimate. It needs few estimates where they are dear, and makes plans that are longer
 * than they have to be.
 */
export class LookaheadSearch implements Search {
  readonly #task: FiniteTask;
  readonly #budget: SearchBudget;
  readonly #relaxed: RelaxedPlan;
  readonly #lookahead: Lookahead;
  readonly #states: StateStore;
  readonly #parent = new Ints(1024);
  /** By state: where the steps that led to it begin in `#steps`; they end where the next one's begin. */
  readonly #first = new Ints(1024);
  readonly #steps = new Ints(1024);
  readonly #applicable = new StateLists();
  readonly #helpful = new StateLists();
  readonly #allQueue = new StateQueue(this.#applicable);
  readonly #helpfulQueue = new StateQueue(this.#helpful);
  readonly #none = new Ints(1);
  readonly #values: Int32Array;
  readonly #one = new Ints(1);
  #lowest = Infinity;
  #nearest = 0;
  #taken = 0;
  /** The state in `#values` that is to be looked at next; -1 where it comes from a queue. */
  #onward = -1;

  constructor(relaxed: RelaxedTask, budget: SearchBudget) {
    this.#task = relaxed.task;
    this.#budget = budget;
    this.#relaxed = new RelaxedPlan(relaxed);
    this.#lookahead = new Lookahead(relaxed, budget.shouldStop);
    this.#states = new StateStore(relaxed.task);
    this.#values = new Int32Array(relaxed.task.variables);
  }

  get lowest(): number {
    return this.#lowest;
  }

  get work(): number {
    return this.#relaxed.work + this.#lookahead.work + this.#taken * WORK_PER_TAKEN;
  }

  get bytes(): number {
    return [
      this.#states,
      this.#applicable,
      this.#helpful,
      this.#allQueue,
      this.#helpfulQueue,
      this.#parent,
      this.#first,
      this.#steps,
    ].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  advance(limit: number): Outcome | null {
    const task = this.#task;
    const values = this.#values;
    if (this.#states.size === 0) {
      values.set(task.init);
      if (holdAll(task, task.goal, values)) return { kind: 'plan', operators: [] };
      this.#onward = this.#add(-1, this.#none);
    }
    while (this.work < limit) {
      const stopped = this.#stopped();
      if (stopped) return stopped;
      if (this.#onward >= 0) {
        const plan = this.#goOn(this.#onward);
        if (plan) return plan;
        continue;
      }
      const next = this.#next();
      if (!next) return { kind: 'exhausted' };
      this.#taken += 1;
      this.#states.read(next.state, values);
      apply(task, next.operator, values);
      this.#one.length = 0;
      this.#one.push(next.operator);
      const state = this.#add(next.state, this.#one);
      if (state < 0) continue;
      if (holdAll(task, task.goal, values)) return { kind: 'plan', operators: this.#pathTo(state) };
      this.#onward = state;
    }
    return null;
  }

  #next(): StateQueue | null {
    const [first, second] =
      this.#taken % HELPFUL_SHARE === 0 ? [this.#allQueue, this.#helpfulQueue] : [this.#helpfulQueue, this.#allQueue];
    if (first.pop()) return first;
    return second.pop() ? second : null;
  }

  /** The number of the state in `#values`, reached by `steps`; -1 when it is known. */
  #add(parent: number, steps: Ints): number {
    const before = this.#states.size;
    const state = this.#states.add(this.#values);
    if (this.#states.size === before) return -1;
    this.#parent.push(parent);
    this.#first.push(this.#steps.length);
    this.#steps.pushAll(steps.values.subarray(0, steps.length));
    return state;
  }

  /** Looks at a state; the one that its relaxed plan leads to is next, where that is new. */
  #goOn(state: number): Outcome | null {
    const { goal } = this.#task;
    this.#onward = -1;
    const estimate = this.#relaxed.evaluate(this.#values, goal);
    const isDead = estimate === DEAD_END;
    this.#applicable.add(isDead ? this.#none : this.#relaxed.applicable);
    this.#helpful.add(isDead ? this.#none : this.#relaxed.helpful);
    if (isDead) return null;
    this.#allQueue.push(estimate, state);
    this.#helpfulQueue.push(estimate, state);
    if (estimate < this.#lowest) {
      this.#lowest = estimate;
      this.#nearest = state;
    }
    this.#lookahead.follow(this.#relaxed, this.#values);
    const next = this.#add(state, this.#lookahead.steps);
    if (next >= 0 && holdAll(this.#task, goal, this.#values)) return { kind: 'plan', operators: this.#pathTo(next) };
    this.#onward = next;
    return null;
  }

  /** How it ends where it may not go on. */
  #stopped(): Outcome | null {
    if (this.#states.size >= this.#budget.maxStates)
      return { kind: 'stopped', why: 'states', best: this.#pathTo(this.#nearest) };
    // Following a plan takes long enough to ask each time.
    if (this.#onward < 0 && (this.#taken & CHECK_EVERY) !== 0) return null;
    const why = overBudget(this.#budget, this.bytes);
    return why && { kind: 'stopped', why, best: this.#pathTo(this.#nearest) };
  }

  #pathTo(state: number): number[] {
    const parts: Int32Array[] = [];
    for (let at = state; at > 0; at = this.#parent.values[at]!) {
      const end = at + 1 < this.#first.length ? this.#first.values[at + 1]! : this.#steps.length;
      parts.push(this.#steps.values.subarray(this.#first.values[at], end));
    }
    return parts.reverse().flatMap((part) => Array.from(part));
  }
}
