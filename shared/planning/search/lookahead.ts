import { Ints } from '../ground/ints.ts';
import { apply, isApplicable } from './apply.ts';
import type { RelaxedPlan } from './relaxed-plan.ts';
import type { RelaxedTask } from './relaxed-task.ts';

/** One relaxed plan is not followed for more work than this, half a second or so: replacing looks through much of what is open. */
const MOST_WORK = 50_000_000;
/** About 20 ms. */
const ASK_EVERY = 2_000_000;

/**
 * Follows a relaxed plan as far as it goes (lookahead plans, Vidal 2004, 2011): its operators in the order of what they cost in the
 * relaxation, round by round, as long as one applies. Where none does, one that another is waiting for is replaced by an operator
 * that applies and makes the same fact true.
 */
export class Lookahead {
  readonly #relaxed: RelaxedTask;
  readonly #shouldStop: () => boolean;
  readonly #askEvery: number;
  readonly #isOpen: Uint8Array;
  /** By fact: how many of the open operators, and of the goals, ask for it. */
  readonly #needed: Int32Array;
  /** The operators that were applied, in their order. */
  readonly steps = new Ints(64);
  /** How many conditions and effects were looked at so far. */
  work = 0;

  /** `askEvery`: after so much work at most `shouldStop` is asked. */
  constructor(relaxed: RelaxedTask, shouldStop: () => boolean, askEvery = ASK_EVERY) {
    this.#relaxed = relaxed;
    this.#askEvery = askEvery;
    this.#shouldStop = shouldStop;
    this.#isOpen = new Uint8Array(relaxed.task.operators);
    this.#needed = new Int32Array(relaxed.task.factCount);
  }

  /** Changes `values`, the state that the plan was made for, to the one the plan leads to, or to one on the way there. */
  follow({ plan, costOf }: RelaxedPlan, values: Int32Array): void {
    const { real } = this.#relaxed;
    this.steps.length = 0;
    const open: number[] = [];
    for (const relaxed of Array.from(plan.values.subarray(0, plan.length)).sort((a, b) => costOf(a) - costOf(b))) {
      const operator = real[relaxed]!;
      if (this.#isOpen[operator] === 1) continue;
      this.#isOpen[operator] = 1;
      open.push(operator);
    }
    const { goal } = this.#relaxed.task;
    for (const fact of goal) this.#needed[fact]! += 1;
    for (const operator of open) {
      this.#isOpen[operator] = 0;
      this.#need(operator, 1);
    }
    const left = this.#apply(open, values);
    for (const fact of goal) this.#needed[fact]! -= 1;
    for (const operator of left) this.#need(operator, -1);
  }

  /** What could not be applied. */
  #apply(all: number[], values: Int32Array): readonly number[] {
    const { task } = this.#relaxed;
    const most = 2 * all.length;
    const end = this.work + MOST_WORK;
    let ask = this.work + this.#askEvery;
    let open = all;
    while (open.length > 0 && this.steps.length < most && this.work < end) {
      if (this.work >= ask) {
        if (this.#shouldStop()) break;
        ask = this.work + this.#askEvery;
      }
      const left: number[] = [];
      for (const operator of open) {
        this.work += 4;
        if (!isApplicable(task, operator, values)) left.push(operator);
        else {
          this.#need(operator, -1);
          this.#step(operator, values);
        }
      }
      if (left.length === open.length && !this.#replace(left, values)) return left;
      open = left;
    }
    return open;
  }

  #step(operator: number, values: Int32Array): void {
    apply(this.#relaxed.task, operator, values);
    this.steps.push(operator);
  }

  #need(operator: number, by: 1 | -1): void {
    const { start, items } = this.#relaxed.task.pre;
    for (let k = start[operator]!, end = start[operator + 1]!; k < end; k++) this.#needed[items[k]!]! += by;
    this.work += start[operator + 1]! - start[operator]!;
  }

  /** Applies another operator in the place of one in the list, which goes. */
  #replace(open: number[], values: Int32Array): boolean {
    const { task, achievers } = this.#relaxed;
    const { add, operators } = task;
    for (const [index, operator] of open.entries()) {
      this.work += 1 + add.start[operator + 1]! - add.start[operator]!;
      for (let k = add.start[operator]!; k < add.start[operator + 1]!; k++) {
        const fact = add.items[k]!;
        if (this.#needed[fact] === 0) continue;
        const value = fact - task.base[task.variableOf[fact]!]! + 1;
        if (values[task.variableOf[fact]!] === value) continue;
        const last = achievers.start[fact + 1]!;
        for (let i = achievers.start[fact]!; i < last; i++) {
          const other = achievers.items[i]!;
          this.work += 2;
          if (other === operator || other >= operators || !isApplicable(task, other, values)) continue;
          this.#step(other, values);
          this.#need(operator, -1);
          open.splice(index, 1);
          return true;
        }
      }
    }
    return false;
  }
}
