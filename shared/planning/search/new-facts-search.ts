import type { FiniteTask } from '../ground/finite-task.ts';
import { Ints } from '../ground/ints.ts';
import { Applicable } from './applicable.ts';
import { apply, holds } from './apply.ts';
import { BucketQueue } from './bucket-queue.ts';
import { Guides } from './guides.ts';
import { hashesOf, KnownHashes } from './known-hashes.ts';
import type { RelaxedTask } from './relaxed-task.ts';
import { overBudget, type Outcome, type Search, type SearchBudget } from './search-budget.ts';
import { SeenFacts } from './seen-facts.ts';
import { StateStore } from './state-store.ts';

const WORK_PER_TRIED = 40;
const WORK_PER_STATE = 100;
const CHECK_EVERY = 63;

/**
 * Best-first width search that keeps only what is new (the first of the two searches of Dual-BFWS, Lipovetzky & Geffner 2017): a
 * state that makes no fact true that none before it had, among those that miss as many goals and have reached as much of the relaxed
 * plan made when the last goal was reached, is left out. So it looks at few states, and at most of them only in passing; it gives up
 * where a plan needs two facts to come together.
 */
export class NewFactsSearch implements Search {
  readonly #task: FiniteTask;
  readonly #budget: SearchBudget;
  readonly #applicable: Applicable;
  readonly #guides: Guides;
  /** Those that are kept; of the others it is only known that there were such. */
  readonly #states: StateStore;
  readonly #known = new KnownHashes();
  readonly #hashes: Int32Array;
  #one = 0;
  #two = 0;
  #oneMore = 0;
  #twoMore = 0;
  readonly #seen = new SeenFacts();
  readonly #goalValue: Int32Array;
  /** By state. */
  readonly #parent = new Ints(1024);
  readonly #via = new Ints(1024);
  readonly #missing = new Ints(1024);
  readonly #queue = new BucketQueue();
  readonly #values: Int32Array;
  readonly #parentValues: Int32Array;
  readonly #added = new Ints(16);
  #fewest = Infinity;
  #nearest = 0;
  #taken = 0;
  #tried = 0;
  readonly #perTried: number;

  constructor(relaxed: RelaxedTask, budget: SearchBudget) {
    const { task } = relaxed;
    this.#task = task;
    this.#budget = budget;
    this.#applicable = new Applicable(relaxed);
    this.#guides = new Guides(relaxed);
    this.#states = new StateStore(task);
    this.#hashes = hashesOf(task.factCount);
    this.#values = new Int32Array(task.variables);
    this.#parentValues = new Int32Array(task.variables);
    // A state of many variables takes longer to copy.
    this.#perTried = WORK_PER_TRIED + (task.variables >> 4);
    this.#goalValue = new Int32Array(task.variables).fill(-1);
    for (const goal of task.goal)
      this.#goalValue[task.variableOf[goal]!] = goal - task.base[task.variableOf[goal]!]! + 1;
  }

  get lowest(): number {
    return this.#fewest;
  }

  get work(): number {
    const states = this.#states.size * WORK_PER_STATE;
    return this.#applicable.work + this.#guides.work + this.#tried * this.#perTried + states;
  }

  get bytes(): number {
    return [this.#states, this.#known, this.#guides, this.#queue, this.#parent, this.#via, this.#missing].reduce(
      (sum, { bytes }) => sum + bytes,
      this.#seen.bytes,
    );
  }

  advance(limit: number): Outcome | null {
    if (this.#states.size === 0) {
      this.#values.set(this.#task.init);
      const missing = this.#task.goal.reduce((sum, goal) => sum + (holds(this.#task, goal, this.#values) ? 0 : 1), 0);
      if (missing === 0) return { kind: 'plan', operators: [] };
      if (!this.#guides.begin(this.#values)) return { kind: 'exhausted' };
      this.#hash(this.#values);
      this.#known.add(this.#one, this.#two);
      this.#isNew(this.#classOf(missing, 0), true);
      this.#keep(this.#states.add(this.#values), missing, -1, -1);
    }
    while (this.work < limit) {
      if (!this.#queue.pop()) return this.#stopped('given-up');
      const parent = this.#queue.first;
      this.#states.read(parent, this.#parentValues);
      this.#hash(this.#parentValues);
      const operators = this.#applicable.in(this.#parentValues);
      this.#tried += operators.length;
      for (let i = 0; i < operators.length; i++)
        if (this.#try(parent, operators.values[i]!)) return { kind: 'plan', operators: this.#pathTo(this.#nearest) };
      const why = (++this.#taken & CHECK_EVERY) === 0 ? overBudget(this.#budget, this.bytes) : null;
      if (why) return this.#stopped(why);
      if (this.#states.size >= this.#budget.maxStates) return this.#stopped('states');
    }
    return null;
  }

  #stopped(why: 'time' | 'states' | 'memory' | 'given-up'): Outcome {
    return { kind: 'stopped', why, best: this.#pathTo(this.#nearest) };
  }

  /** Whether the operator leads to the goal from the state in `#parentValues`. */
  #try(parent: number, operator: number): boolean {
    const task = this.#task;
    const values = this.#values;
    values.set(this.#parentValues);
    apply(task, operator, values);
    const before = this.#missing.values[parent]!;
    const missing = before + this.#change(operator);
    if (!this.#known.add(this.#one + this.#oneMore, this.#two + this.#twoMore)) return false;
    const isNearer = missing < before;
    let reached = 0;
    if (!isNearer) reached = this.#guides.follow(parent, this.#added);
    else if (missing > 0 && !this.#guides.begin(values)) return false;
    if (!this.#isNew(this.#classOf(missing, reached), isNearer) && missing > 0) return false;
    this.#keep(this.#states.add(values), missing, parent, operator);
    return missing === 0;
  }

  /** How many goals more are missing after an operator; leaves the facts that it made true in `#added`, and how hashes change. */
  #change(operator: number): number {
    const { add, del, variableOf, conditional } = this.#task;
    const added = this.#added;
    added.length = 0;
    this.#oneMore = this.#twoMore = 0;
    for (let k = add.start[operator]!; k < add.start[operator + 1]!; k++) added.push(add.items[k]!);
    const effects = conditional[operator];
    let change = 0;
    if (effects && effects.length > 0) {
      for (const { fact, adds } of effects) if (adds && holds(this.#task, fact, this.#values)) added.push(fact);
      // Several effects may be about one variable.
      for (let variable = 0; variable < this.#values.length; variable++) change += this.#changeOf(variable);
      return change;
    }
    for (let i = 0; i < added.length; i++) change += this.#changeOf(variableOf[added.values[i]!]!);
    for (let k = del.start[operator]!; k < del.start[operator + 1]!; k++)
      change += this.#changeOf(variableOf[del.items[k]!]!);
    return change;
  }

  #changeOf(variable: number): number {
    const [before, after] = [this.#parentValues[variable]!, this.#values[variable]!];
    if (before === after) return 0;
    const hashes = this.#hashes;
    const none = this.#task.base[variable]! - 1;
    if (before > 0) {
      this.#oneMore -= hashes[2 * (none + before)]!;
      this.#twoMore -= hashes[2 * (none + before) + 1]!;
    }
    if (after > 0) {
      this.#oneMore += hashes[2 * (none + after)]!;
      this.#twoMore += hashes[2 * (none + after) + 1]!;
    }
    const goal = this.#goalValue[variable]!;
    return before === goal ? 1 : after === goal ? -1 : 0;
  }

  #hash(values: Int32Array): void {
    const { base } = this.#task;
    let [one, two] = [0, 0];
    for (let v = 0; v < values.length; v++) {
      if (values[v] === 0) continue;
      const fact = base[v]! + values[v]! - 1;
      one += this.#hashes[2 * fact]!;
      two += this.#hashes[2 * fact + 1]!;
    }
    [this.#one, this.#two] = [one | 0, two | 0];
  }

  #classOf(missing: number, reached: number): number {
    return missing * (this.#guides.most + 1) + reached;
  }

  /** Whether something in `#added` (in the whole state, with `whole`) was not true in any state of its class before. */
  #isNew(kind: number, whole: boolean): boolean {
    const seen = this.#seen;
    let isNew = false;
    if (whole) {
      const { base } = this.#task;
      const values = this.#values;
      for (let v = 0; v < values.length; v++)
        if (values[v]! > 0 && seen.isNew(kind, base[v]! + values[v]! - 1)) isNew = true;
    } else for (let i = 0; i < this.#added.length; i++) if (seen.isNew(kind, this.#added.values[i]!)) isNew = true;
    return isNew;
  }

  #keep(state: number, missing: number, parent: number, operator: number): void {
    this.#guides.keep();
    this.#parent.push(parent);
    this.#via.push(operator);
    this.#missing.push(missing);
    this.#queue.push(missing, state, 0);
    if (missing >= this.#fewest) return;
    this.#fewest = missing;
    this.#nearest = state;
  }

  #pathTo(state: number): number[] {
    const path: number[] = [];
    for (let at = state; this.#parent.values[at]! >= 0; at = this.#parent.values[at]!) path.push(this.#via.values[at]!);
    return path.reverse();
  }
}
