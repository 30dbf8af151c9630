import type { FiniteTask } from '../ground/finite-task.ts';
import { Ints } from '../ground/ints.ts';
import { ActionPromise } from './action-promise.ts';
import { apply, holdAll } from './apply.ts';
import { LandmarkCount } from './landmark-count.ts';
import type { LandmarkGraph } from './landmark-graph.ts';
import { NewFirstQueue } from './new-first-queue.ts';
import { DEAD_END, RelaxedPlan } from './relaxed-plan.ts';
import type { RelaxedTask } from './relaxed-task.ts';
import { overBudget, type Outcome, type Search, type SearchBudget } from './search-budget.ts';
import { SeenFacts } from './seen-facts.ts';
import { StateLists } from './state-lists.ts';
import { StateQueue } from './state-queue.ts';
import { StateStore } from './state-store.ts';
import type { Symmetries } from './symmetries.ts';
import { SymmetryBreaker } from './symmetry-breaker.ts';
import { TypeBuckets } from './type-buckets.ts';

const BOOST = 1000;
const CHECK_EVERY = 255;
const WORK_PER_TAKEN = 150;
/** After so many states a task is no easy one: what is alike in it is looked for. */
const EASY = 300;
/** After so many states without progress the search explores, too. */
const STALE = 1000;
/** How often it then does. */
const EVERY = 2;

/** What goes before the estimate: nothing, that a state is new, or, in one that makes no progress, the lot. */
export type Before = 'nothing' | 'novelty' | 'lots';

/** An open list and its turn: the one with the lowest turn is asked next. */
interface Queue {
  readonly queue: StateQueue | NewFirstQueue | TypeBuckets;
  readonly onlyPreferred: boolean;
  turn: number;
}

/**
 * Greedy best-first search with deferred evaluation: a state gets its parent's estimate and is looked at when it is taken
 * out. Four open lists take turns, by relaxed plan and by landmarks, each once for all successors and once for preferred
 * ones, which go first for a while after progress (the first iteration of LAMA, Richter & Westphal 2010). Of the preferred ones
 * those come first whose action has led to better states more often. With `lots` that order is left alone, and a search that makes no
 * progress draws some of its states by lot (type-based exploration, Xie, Müller, Holte & Imai 2014). With `novelty` the lists by relaxed
 * plan take first what makes a fact true that no state of the same estimate and as many landmarks had (Corrêa & Seipp 2024).
 */
export class LazyGreedy implements Search {
  readonly #task: FiniteTask;
  readonly #budget: SearchBudget;
  readonly #relaxed: RelaxedPlan;
  readonly #landmarks: LandmarkCount;
  readonly #states: StateStore;
  readonly #parent = new Ints(1024);
  readonly #via = new Ints(1024);
  readonly #depth = new Ints(1024);
  /** By state: the operators that apply, and those of them that are preferred. */
  readonly #all = new StateLists();
  readonly #preferred = new StateLists();
  readonly #byRelaxed = { all: new NewFirstQueue(this.#all), preferred: new NewFirstQueue(this.#preferred) };
  readonly #byLandmarks = { all: new StateQueue(this.#all), preferred: new StateQueue(this.#preferred) };
  readonly #types = new TypeBuckets(this.#all);
  readonly #queues: readonly Queue[];
  #progress = 0;
  readonly #explores: boolean;
  readonly #seen: SeenFacts | null;
  readonly #isPreferred: Int32Array;
  readonly #favoured = new Ints(64);
  readonly #promise: ActionPromise;
  readonly #estimates = new Ints(1024);
  readonly #counts = new Ints(1024);
  #bestRelaxed = Infinity;
  #bestLandmarks = Infinity;
  #nearest = 0;
  #taken = 0;
  #looked = 0;
  readonly #values: Int32Array;
  readonly #parentValues: Int32Array;

  readonly #symmetries: () => Symmetries | null;
  #breaker: SymmetryBreaker | null = null;

  constructor(
    relaxed: RelaxedTask,
    landmarks: LandmarkGraph,
    budget: SearchBudget,
    symmetries: () => Symmetries | null = () => null,
    before: Before = 'nothing',
  ) {
    this.#explores = before === 'lots';
    this.#seen = before === 'novelty' ? new SeenFacts() : null;
    this.#symmetries = symmetries;
    this.#task = relaxed.task;
    this.#values = new Int32Array(relaxed.task.variables);
    this.#parentValues = new Int32Array(relaxed.task.variables);
    this.#budget = budget;
    this.#relaxed = new RelaxedPlan(relaxed);
    this.#landmarks = new LandmarkCount(relaxed.task, landmarks);
    this.#states = new StateStore(relaxed.task);
    this.#promise = new ActionPromise(relaxed.task);
    this.#isPreferred = new Int32Array(relaxed.task.operators).fill(-1);
    const queue = (of: Queue['queue'], onlyPreferred: boolean): Queue => ({ queue: of, onlyPreferred, turn: 0 });
    this.#queues = [
      queue(this.#byRelaxed.all, false),
      queue(this.#byRelaxed.preferred, true),
      queue(this.#byLandmarks.all, false),
      queue(this.#byLandmarks.preferred, true),
    ];
  }

  get lowest(): number {
    return this.#bestRelaxed + this.#bestLandmarks;
  }

  get work(): number {
    return this.#relaxed.work + this.#looked + this.#taken * WORK_PER_TAKEN;
  }

  get bytes(): number {
    return [
      this.#states,
      ...(this.#breaker ? [this.#breaker] : []),
      ...(this.#seen ? [this.#seen] : []),
      this.#all,
      this.#preferred,
      this.#landmarks,
      ...this.#queues.map(({ queue }) => queue),
      this.#types,
      this.#parent,
      this.#via,
      this.#depth,
      this.#estimates,
      this.#counts,
    ].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  advance(limit: number): Outcome | null {
    const task = this.#task;
    const [values, parentValues] = [this.#values, this.#parentValues];
    if (this.#states.size === 0) {
      values.set(task.init);
      this.#states.add(values);
      this.#parent.push(-1);
      this.#via.push(-1);
      if (holdAll(task, task.goal, values)) return { kind: 'plan', operators: [] };
      this.#evaluate(0, values, -1, -1);
    }
    while (this.work < limit) {
      const next = this.#next();
      if (!next) return { kind: 'exhausted' };
      const { state: parent, operator } = next;
      if ((++this.#taken & CHECK_EVERY) === 0) {
        const why = overBudget(this.#budget, this.bytes);
        if (why) return { kind: 'stopped', why, best: this.#pathTo(this.#nearest) };
      }
      this.#states.read(parent, parentValues);
      values.set(parentValues);
      apply(task, operator, values);
      if (this.#breaker?.isKnown(values)) continue;
      const before = this.#states.size;
      const state = this.#states.add(values);
      if (this.#states.size === before) continue;
      this.#parent.push(parent);
      this.#via.push(operator);
      if (holdAll(task, task.goal, values)) return { kind: 'plan', operators: this.#pathTo(state) };
      this.#evaluate(state, values, parent, operator);
      if (this.#states.size === EASY) {
        const symmetries = this.#symmetries();
        this.#breaker = symmetries && new SymmetryBreaker(task, symmetries);
      }
      if (this.#states.size >= this.#budget.maxStates)
        return { kind: 'stopped', why: 'states', best: this.#pathTo(this.#nearest) };
    }
    return null;
  }

  #next(): Queue['queue'] | null {
    let best: Queue | null = null;
    for (const queue of this.#queues)
      if (queue.queue.size > 0 && (best === null || queue.turn < best.turn)) best = queue;
    if (!best) return null;
    if (this.#explores && this.#taken - this.#progress >= STALE && this.#taken % EVERY === 0)
      return this.#types.pop() ? this.#types : null;
    best.turn++;
    best.queue.pop();
    return best.queue;
  }

  /** Estimates a new state and puts its successors into the open lists. */
  #evaluate(state: number, values: Int32Array, parent: number, operator: number): void {
    const marks = this.#landmarks;
    const count = parent < 0 ? marks.first(state, values) : marks.next(state, values, parent, operator);
    const depth = parent < 0 ? 0 : this.#depth.values[parent]! + 1;
    this.#depth.push(depth);
    const favoured = this.#favoured;
    favoured.length = 0;
    const estimate = this.#relaxed.evaluate(values, this.#task.goal);
    const { applicable, helpful } = this.#relaxed;
    this.#estimates.push(estimate);
    this.#counts.push(count);
    if (parent >= 0) {
      const isNearer = estimate < this.#estimates.values[parent]! || count < this.#counts.values[parent]!;
      this.#promise.note(operator, estimate !== DEAD_END && isNearer);
    }
    if (estimate === DEAD_END) {
      this.#all.add(favoured);
      this.#preferred.add(favoured);
      return;
    }
    marks.prefer(applicable);
    if (estimate < this.#bestRelaxed || count < this.#bestLandmarks) {
      if (estimate < this.#bestRelaxed) this.#nearest = state;
      this.#bestRelaxed = Math.min(estimate, this.#bestRelaxed);
      this.#bestLandmarks = Math.min(count, this.#bestLandmarks);
      this.#progress = this.#taken;
      if (parent >= 0) for (const queue of this.#queues) if (queue.onlyPreferred) queue.turn -= BOOST;
    }
    this.#breaker?.narrow(values, applicable, [helpful, marks.preferred]);
    const isPreferred = this.#isPreferred;
    for (const list of [helpful, marks.preferred])
      for (let i = 0; i < list.length; i++) isPreferred[list.values[i]!] = state;
    for (let i = 0; i < applicable.length; i++)
      if (isPreferred[applicable.values[i]!] === state) favoured.push(applicable.values[i]!);
    this.#all.add(applicable);
    if (!this.#explores) this.#promise.sort(favoured);
    this.#preferred.add(favoured);
    const isNew = this.#seen !== null && this.#isNew(this.#seen, estimate * (marks.most + 1) + count, values);
    this.#byRelaxed.all.push(estimate, state, isNew);
    this.#byRelaxed.preferred.push(estimate, state, isNew);
    this.#byLandmarks.all.push(count, state);
    this.#byLandmarks.preferred.push(count, state);
    if (this.#explores) this.#types.push(estimate, depth, state);
  }

  /** Whether something is true in a state that was not in any of its kind before. */
  #isNew(seen: SeenFacts, kind: number, values: Int32Array): boolean {
    const { base } = this.#task;
    let isNew = false;
    for (let v = 0; v < values.length; v++)
      if (values[v]! > 0 && seen.isNew(kind, base[v]! + values[v]! - 1)) isNew = true;
    this.#looked += values.length;
    return isNew;
  }

  #pathTo(state: number): number[] {
    const path: number[] = [];
    for (let at = state; this.#parent.values[at]! >= 0; at = this.#parent.values[at]!) path.push(this.#via.values[at]!);
    return path.reverse();
  }
}
