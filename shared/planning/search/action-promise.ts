import type { FiniteTask } from '../ground/finite-task.ts';
import { Ints } from '../ground/ints.ts';

/** How often the operators of each action led to a better state so far, so that those which do are tried first. */
export class ActionPromise {
  readonly #actionOf: Int32Array;
  readonly #tries: Float64Array;
  readonly #wins: Float64Array;
  readonly #order: number[];
  readonly #scratch = new Ints(64);

  constructor({ actionOf }: FiniteTask) {
    let actions = 0;
    for (const action of actionOf) actions = Math.max(actions, action + 1);
    this.#actionOf = actionOf;
    this.#tries = new Float64Array(actions).fill(2);
    this.#wins = new Float64Array(actions).fill(1);
    this.#order = Array.from({ length: actions }, (_, action) => action);
  }

  note(operator: number, isBetter: boolean): void {
    const action = this.#actionOf[operator]!;
    this.#tries[action]!++;
    if (isBetter) this.#wins[action]!++;
  }

  /** Puts the operators of the most promising action first; those of one action keep their order. */
  sort(operators: Ints): void {
    const { values, length } = operators;
    if (length < 2) return;
    const share = (action: number): number => this.#wins[action]! / this.#tries[action]!;
    this.#order.sort((a, b) => share(b) - share(a));
    const scratch = this.#scratch;
    scratch.length = 0;
    for (const action of this.#order)
      for (let i = 0; i < length; i++) if (this.#actionOf[values[i]!] === action) scratch.push(values[i]!);
    values.set(scratch.values.subarray(0, length));
  }
}
