import type { StripsTask } from '../ground/strips.ts';
import { Achieve } from './achieve-locally.ts';

export interface Repair {
  /** Operators to do from the present, in order. */
  readonly plan: readonly number[];
  /** How many of what was left stayed, were put in and were dropped. */
  readonly kept: number;
  readonly inserted: number;
  readonly dropped: number;
}

/** How many states may be looked at for one gap, and for planning anew where a gap could not be closed. */
const GAP = 400;
const ANEW = 4000;

const holdsAll = (facts: readonly number[] | Int32Array, state: Uint8Array): boolean =>
  facts.every((f) => state[f] === 1);

/** Mends plans of one ground task. */
export class Repairer {
  readonly #task: StripsTask;
  readonly #achieve: Achieve;

  constructor(task: StripsTask) {
    this.#task = task;
    this.#achieve = new Achieve(task);
  }

  /**
   * A plan from the present to the goal that keeps what it can of `left`: going through it, what a step needs and has not is
   * brought about by the least that is found just before it; at the end what the goal lacks. Then each step is dropped that
   * nothing after it, nor the goal, needs. Where a gap can't be closed, the rest is planned anew from there.
   * (Refinement of the remaining plan as in van der Krogt & de Weerdt, 2005, before any planning from nothing.)
   * null: no plan was found within the budget.
   */
  repair(present: Uint8Array, left: readonly number[], barred: number | null = null): Repair | null {
    const state = present.slice();
    const plan: { readonly operator: number; readonly own: boolean }[] = [];
    const push = (operator: number, own: boolean): void => {
      this.#achieve.apply(operator, state);
      plan.push({ operator, own });
    };
    const close = (wanted: readonly number[] | Int32Array, budget: number): boolean => {
      const steps = holdsAll(wanted, state) ? [] : this.#achieve.from(state, wanted, budget, barred);
      for (const step of steps ?? []) push(step, false);
      return steps !== null;
    };
    for (const operator of left) {
      // What cannot be done any more is left out; the goal says at the end whether it was needed.
      if (operator !== barred && close(this.#pre(operator), GAP)) push(operator, true);
    }
    if (!close(this.#task.goal, ANEW)) return null;
    const whole = this.#needed(plan, present);
    const kept = whole.filter((s) => s.own).length;
    return {
      plan: whole.map((s) => s.operator),
      kept,
      inserted: whole.length - kept,
      dropped: left.length - kept,
    };
  }

  #pre(operator: number): Int32Array {
    const { start, items } = this.#task.pre;
    return items.subarray(start[operator], start[operator + 1]);
  }

  /**
   * Without the steps that nothing needs, nearest to the end first. A step is needed when it makes true what is wanted later and
   * was not true before, or when it is the last to do so after another had made it false.
   */
  #needed<T extends { readonly operator: number }>(plan: readonly T[], present: Uint8Array): readonly T[] {
    let steps = plan;
    for (let i = steps.length - 1; i >= 0; i--) {
      const without = steps.toSpliced(i, 1);
      // Only from the gap on can anything be another; a step without which the rest still holds is superfluous.
      if (
        this.holds(
          present,
          without.map((s) => s.operator),
        )
      )
        steps = without;
    }
    return steps;
  }

  /** Whether a plan can be done from a state and ends in the goal. */
  holds(present: Uint8Array, plan: readonly number[]): boolean {
    const state = present.slice();
    for (const operator of plan) {
      if (!holdsAll(this.#pre(operator), state)) return false;
      this.#achieve.apply(operator, state);
    }
    return holdsAll(this.#task.goal, state);
  }
}
