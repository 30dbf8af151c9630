import { Ints } from '../ground/ints.ts';

/** For each state, in the order of their numbers, a list of operators, in one array. */
export class StateLists {
  readonly #start = new Ints(1024);
  readonly #items = new Ints(4096);

  constructor() {
    this.#start.push(0);
  }

  /** The list of the state that comes next. */
  add(operators: Ints): void {
    this.#items.pushAll(operators.values.subarray(0, operators.length));
    this.#start.push(this.#items.length);
  }

  get bytes(): number {
    return this.#start.bytes + this.#items.bytes;
  }

  count(state: number): number {
    return this.#start.values[state + 1]! - this.#start.values[state]!;
  }

  at(state: number, index: number): number {
    return this.#items.values[this.#start.values[state]! + index]!;
  }
}
