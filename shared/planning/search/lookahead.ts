import { Ints } from '../ground/ints.ts';
import { apply, isApplicable } from './apply.ts';
import type { RelaxedPlan } from './relaxed-plan.ts';
import type { RelaxedTask } from './relaxed-task.ts';

/** One relaxed plan is not followed for more work than this, about 0.2 s: replacing looks through all that is open each time. */
const MOST_WORK = 20_000_000;

/**
 * Follows a relaxed plan as far as it goes (lookahead plans, Vidal 2004, 2011): its operators in the order of what they cost in the
 * relaxation, round by round, as long as one applies. Where none does, one that another is waiting for is replaced by an operator
 * that applies and makes the same fact true.
 */
export class Lookahead {
  readonly #relaxed: RelaxedTask;
  readonly #isOpen: Uint8Array;
  readonly #isNeeded: Int32Array;
  #round = 0;
  /** The operators that were applied, in their order. */
  readonly steps = new Ints(64);
  /** How many conditions were looked at so far. */
  work = 0;

  constructor(relaxed: RelaxedTask) {
    this.#relaxed = relaxed;
    this.#isOpen = new Uint8Array(relaxed.task.operators);
    this.#isNeeded = new Int32Array(relaxed.task.factCount);
  }

  /** Changes `values`, the state that the plan was made for, to the one the plan leads to. */
  follow({ plan, costOf }: RelaxedPlan, values: Int32Array): void {
    const { task, real } = this.#relaxed;
    this.steps.length = 0;
    let open: number[] = [];
    for (const relaxed of Array.from(plan.values.subarray(0, plan.length)).sort((a, b) => costOf(a) - costOf(b))) {
      const operator = real[relaxed]!;
      if (this.#isOpen[operator] === 1) continue;
      this.#isOpen[operator] = 1;
      open.push(operator);
    }
    for (const operator of open) this.#isOpen[operator] = 0;
    const most = 2 * open.length;
    const end = this.work + MOST_WORK;
    while (open.length > 0 && this.steps.length < most && this.work < end) {
      const left: number[] = [];
      for (const operator of open) {
        this.work += 4;
        if (isApplicable(task, operator, values)) this.#apply(operator, values);
        else left.push(operator);
      }
      if (left.length === open.length && !this.#replace(left, values)) return;
      open = left;
    }
  }

  #apply(operator: number, values: Int32Array): void {
    apply(this.#relaxed.task, operator, values);
    this.steps.push(operator);
  }

  /** Applies another operator in the place of one in the list, which goes. */
  #replace(open: number[], values: Int32Array): boolean {
    const { task, achievers } = this.#relaxed;
    const { pre, add, operators } = task;
    const round = ++this.#round;
    this.work += open.length;
    for (const goal of task.goal) this.#isNeeded[goal] = round;
    for (const operator of open)
      for (let k = pre.start[operator]!; k < pre.start[operator + 1]!; k++) this.#isNeeded[pre.items[k]!] = round;
    for (const [index, operator] of open.entries())
      for (let k = add.start[operator]!; k < add.start[operator + 1]!; k++) {
        const fact = add.items[k]!;
        if (this.#isNeeded[fact] !== round) continue;
        const value = fact - task.base[task.variableOf[fact]!]! + 1;
        if (values[task.variableOf[fact]!] === value) continue;
        const last = achievers.start[fact + 1]!;
        for (let i = achievers.start[fact]!; i < last; i++) {
          const other = achievers.items[i]!;
          this.work += 2;
          if (other === operator || other >= operators || !isApplicable(task, other, values)) continue;
          this.#apply(other, values);
          open.splice(index, 1);
          return true;
        }
      }
    return false;
  }
}
