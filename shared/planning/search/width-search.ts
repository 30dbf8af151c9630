import type { FiniteTask } from '../ground/finite-task.ts';
import { Ints } from '../ground/ints.ts';
import { Applicable } from './applicable.ts';
import { apply, holdAll, holds } from './apply.ts';
import { BucketQueue } from './bucket-queue.ts';
import { Guides } from './guides.ts';
import { LandmarkCount } from './landmark-count.ts';
import type { LandmarkGraph } from './landmark-graph.ts';
import { Novelty } from './novelty.ts';
import type { RelaxedTask } from './relaxed-task.ts';
import { overBudget, type Outcome, type Search, type SearchBudget } from './search-budget.ts';
import { StateStore } from './state-store.ts';
import type { Symmetries } from './symmetries.ts';
import { SymmetryBreaker } from './symmetry-breaker.ts';

const WORK_PER_STATE = 150;
const CHECK_EVERY = 15;

/**
 * Best-first width search (Lipovetzky & Geffner 2017): states in the order of how new they are, then of how many landmarks
 * they miss. Novelty is judged among states that miss as many landmarks and have reached as many facts of the relaxed plan
 * made when the last landmark was reached. It needs no estimate per state, so it gets over plateaus that estimates cannot see.
 */
export class WidthSearch implements Search {
  readonly #task: FiniteTask;
  readonly #budget: SearchBudget;
  readonly #guides: Guides;
  readonly #applicable: Applicable;
  readonly #landmarks: LandmarkCount;
  readonly #novelty: Novelty;
  readonly #states: StateStore;
  readonly #parent = new Ints(1024);
  readonly #via = new Ints(1024);
  readonly #count = new Ints(1024);
  readonly #queue = new BucketQueue();
  readonly #added = new Ints(16);
  #fewest = Infinity;
  #nearest = 0;
  #taken = 0;
  readonly #values: Int32Array;
  readonly #parentValues: Int32Array;

  readonly #breaker: SymmetryBreaker | null;

  constructor(
    relaxed: RelaxedTask,
    landmarks: LandmarkGraph,
    budget: SearchBudget,
    symmetries: Symmetries | null = null,
  ) {
    this.#breaker = symmetries && new SymmetryBreaker(relaxed.task, symmetries);
    this.#task = relaxed.task;
    this.#values = new Int32Array(relaxed.task.variables);
    this.#parentValues = new Int32Array(relaxed.task.variables);
    this.#budget = budget;
    this.#guides = new Guides(relaxed);
    this.#applicable = new Applicable(relaxed);
    this.#landmarks = new LandmarkCount(relaxed.task, landmarks);
    this.#novelty = new Novelty(relaxed.task);
    this.#states = new StateStore(relaxed.task);
  }

  get lowest(): number {
    return this.#fewest;
  }

  get work(): number {
    return this.#applicable.work + this.#novelty.work + this.#guides.work + this.#states.size * WORK_PER_STATE;
  }

  get bytes(): number {
    return [
      this.#states,
      ...(this.#breaker ? [this.#breaker] : []),
      this.#landmarks,
      this.#novelty,
      this.#queue,
      this.#parent,
      this.#via,
      this.#count,
      this.#guides,
    ].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  advance(limit: number): Outcome | null {
    const task = this.#task;
    const [values, parentValues] = [this.#values, this.#parentValues];
    if (this.#states.size === 0) {
      values.set(task.init);
      if (holdAll(task, task.goal, values)) return { kind: 'plan', operators: [] };
      this.#add(this.#states.add(values), values, -1, -1);
    }
    while (this.work < limit) {
      if (!this.#queue.pop()) return { kind: 'exhausted' };
      const parent = this.#queue.first;
      this.#states.read(parent, parentValues);
      const operators = this.#applicable.in(parentValues);
      this.#breaker?.narrow(parentValues, operators, []);
      for (let i = 0; i < operators.length; i++) {
        const operator = operators.values[i]!;
        values.set(parentValues);
        apply(task, operator, values);
        if (this.#breaker?.isKnown(values)) continue;
        const before = this.#states.size;
        const state = this.#states.add(values);
        if (this.#states.size === before) continue;
        this.#add(state, values, parent, operator);
        if (holdAll(task, task.goal, values)) return { kind: 'plan', operators: this.#pathTo(state) };
      }
      if ((++this.#taken & CHECK_EVERY) === 0) {
        const why = overBudget(this.#budget, this.bytes);
        if (why) return { kind: 'stopped', why, best: this.#pathTo(this.#nearest) };
      }
      if (this.#states.size >= this.#budget.maxStates)
        return { kind: 'stopped', why: 'states', best: this.#pathTo(this.#nearest) };
    }
    return null;
  }

  #add(state: number, values: Int32Array, parent: number, operator: number): void {
    this.#parent.push(parent);
    this.#via.push(operator);
    const marks = this.#landmarks;
    const count = parent < 0 ? marks.first(state, values) : marks.next(state, values, parent, operator);
    this.#count.push(count);
    if (count < this.#fewest) {
      this.#fewest = count;
      this.#nearest = state;
    }
    this.#note(operator, values);
    const isRenewed = parent < 0 || count < this.#count.values[parent]!;
    const leadsOn = !isRenewed || this.#guides.begin(values);
    const reached = isRenewed ? 0 : this.#guides.follow(parent, this.#added);
    this.#guides.keep();
    if (!leadsOn) return;
    const kind = count * (this.#guides.most + 1) + reached;
    const novelty = this.#novelty.of(kind, values, this.#added, isRenewed);
    this.#queue.push((novelty - 1) * (this.#landmarks.most + 1) + count, state, 0);
  }

  /** Leaves the facts that the operator made true in `#added`. */
  #note(operator: number, values: Int32Array): void {
    this.#added.length = 0;
    if (operator < 0) return;
    const { add, conditional } = this.#task;
    this.#added.pushAll(add.items.subarray(add.start[operator], add.start[operator + 1]));
    for (const { fact, adds } of conditional[operator] ?? [])
      if (adds && holds(this.#task, fact, values)) this.#added.push(fact);
  }

  #pathTo(state: number): number[] {
    const path: number[] = [];
    for (let at = state; this.#parent.values[at]! >= 0; at = this.#parent.values[at]!) path.push(this.#via.values[at]!);
    return path.reverse();
  }
}
