import type { FiniteTask } from '../ground/finite-task.ts';
import { Ints } from '../ground/ints.ts';
import { Applicable } from './applicable.ts';
import { apply, holdAll } from './apply.ts';
import { BucketQueue } from './bucket-queue.ts';
import { LandmarkCount } from './landmark-count.ts';
import type { LandmarkGraph } from './landmark-graph.ts';
import { Novelty } from './novelty.ts';
import { DEAD_END, RelaxedPlan } from './relaxed-plan.ts';
import type { RelaxedTask } from './relaxed-task.ts';
import { overBudget, type Outcome, type Search, type SearchBudget } from './search-budget.ts';
import { StateStore } from './state-store.ts';
import type { Symmetries } from './symmetries.ts';
import { SymmetryBreaker } from './symmetry-breaker.ts';

/** How many facts of a relaxed plan are followed. */
const GUIDE_WORDS = 4;
const MOST_GUIDED = GUIDE_WORDS * 32;
const WORK_PER_STATE = 150;
const CHECK_EVERY = 15;
/** What an entry of a map of two numbers takes, about. */
const BYTES_OF_GUIDED = 40;

/**
 * Best-first width search (Lipovetzky & Geffner 2017): states in the order of how new they are, then of how many landmarks
 * they miss. Novelty is judged among states that miss as many landmarks and have reached as many facts of the relaxed plan
 * made when the last landmark was reached. It needs no estimate per state, so it gets over plateaus that estimates cannot see.
 */
export class WidthSearch implements Search {
  readonly #task: FiniteTask;
  readonly #budget: SearchBudget;
  readonly #relaxedPlan: RelaxedPlan;
  readonly #relaxed: RelaxedTask;
  readonly #applicable: Applicable;
  readonly #landmarks: LandmarkCount;
  readonly #novelty: Novelty;
  readonly #states: StateStore;
  readonly #parent = new Ints(1024);
  readonly #via = new Ints(1024);
  readonly #count = new Ints(1024);
  readonly #guide = new Ints(1024);
  readonly #reached = new Ints(1024);
  /** By guide: at which bit each fact of its relaxed plan is. */
  readonly #guides: Map<number, number>[] = [];
  #guided = 0;
  readonly #queue = new BucketQueue();
  readonly #added: number[] = [];
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
    this.#relaxed = relaxed;
    this.#budget = budget;
    this.#relaxedPlan = new RelaxedPlan(relaxed);
    this.#applicable = new Applicable(relaxed);
    this.#landmarks = new LandmarkCount(relaxed.task, landmarks);
    this.#novelty = new Novelty(relaxed.task);
    this.#states = new StateStore(relaxed.task);
  }

  get work(): number {
    return this.#applicable.work + this.#novelty.work + this.#relaxedPlan.work + this.#states.size * WORK_PER_STATE;
  }

  get bytes(): number {
    return [
      this.#states,
      ...(this.#breaker ? [this.#breaker] : []),
      this.#landmarks,
      this.#queue,
      this.#parent,
      this.#via,
      this.#count,
      this.#guide,
      this.#reached,
      { bytes: this.#guided * BYTES_OF_GUIDED },
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
    let guide = parent < 0 ? -1 : this.#guide.values[parent]!;
    const renewed = guide < 0 || count < this.#count.values[parent]!;
    if (renewed) {
      const made = this.#guideFrom(values);
      if (made === DEAD_END) {
        this.#guide.push(guide);
        for (let w = 0; w < GUIDE_WORDS; w++) this.#reached.push(0);
        return;
      }
      guide = made;
    }
    this.#guide.push(guide);
    const reached = this.#follow(state, parent, operator, guide, renewed);
    const kind = count * (MOST_GUIDED + 1) + reached;
    const novelty = this.#novelty.of(kind, values, this.#added, parent < 0 || renewed);
    this.#queue.push((novelty - 1) * (this.#landmarks.most + 1) + count, state, 0);
  }

  /** A relaxed plan from here: its facts are what the search watches out for next. */
  #guideFrom(values: Int32Array): number {
    if (this.#relaxedPlan.evaluate(values, this.#task.goal) === DEAD_END) return DEAD_END;
    const bits = new Map<number, number>();
    const { plan } = this.#relaxedPlan;
    const { add } = this.#relaxed;
    for (let i = 0; i < plan.length; i++) {
      const operator = plan.values[i]!;
      for (let k = add.start[operator]!; k < add.start[operator + 1]!; k++)
        if (!bits.has(add.items[k]!) && bits.size < MOST_GUIDED) bits.set(add.items[k]!, bits.size);
    }
    this.#guided += bits.size;
    return this.#guides.push(bits) - 1;
  }

  /** How many facts of the guide the path has reached; leaves what the operator added in `#added`. */
  #follow(state: number, parent: number, operator: number, guide: number, renewed: boolean): number {
    const at = state * GUIDE_WORDS;
    for (let w = 0; w < GUIDE_WORDS; w++)
      this.#reached.push(renewed ? 0 : this.#reached.values[parent * GUIDE_WORDS + w]!);
    this.#added.length = 0;
    if (operator >= 0) {
      const { add } = this.#task;
      const bits = this.#guides[guide]!;
      for (let k = add.start[operator]!; k < add.start[operator + 1]!; k++) {
        const fact = add.items[k]!;
        this.#added.push(fact);
        const bit = renewed ? undefined : bits.get(fact);
        if (bit !== undefined) this.#reached.values[at + (bit >>> 5)]! |= 1 << (bit & 31);
      }
      for (const { fact, adds } of this.#task.conditional[operator] ?? []) if (adds) this.#added.push(fact);
    }
    let count = 0;
    for (let w = 0; w < GUIDE_WORDS; w++) {
      let word = this.#reached.values[at + w]!;
      for (; word !== 0; word &= word - 1) count++;
    }
    return count;
  }

  #pathTo(state: number): number[] {
    const path: number[] = [];
    for (let at = state; this.#parent.values[at]! >= 0; at = this.#parent.values[at]!) path.push(this.#via.values[at]!);
    return path.reverse();
  }
}
