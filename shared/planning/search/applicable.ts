import { Ints } from '../ground/ints.ts';
import type { RelaxedTask } from './relaxed-task.ts';

/** Finds the operators that apply in a state by counting how many of their conditions it meets. */
export class Applicable {
  readonly #relaxed: RelaxedTask;
  readonly #missing: Int32Array;
  readonly found = new Ints(256);
  /** How many conditions were looked at. */
  work = 0;

  constructor(relaxed: RelaxedTask) {
    this.#relaxed = relaxed;
    this.#missing = new Int32Array(relaxed.count);
  }

  in(values: Int32Array): Ints {
    const { users, preCount, free, task } = this.#relaxed;
    const { start, items } = users;
    const { base, operators } = task;
    const [missing, found] = [this.#missing, this.found];
    missing.set(preCount);
    found.length = 0;
    // Setting the counters back takes long when there are many.
    this.work += preCount.length >> 3;
    for (const operator of free) if (operator < operators) found.push(operator);
    for (let v = 0; v < values.length; v++) {
      const value = values[v]!;
      if (value === 0) continue;
      const fact = base[v]! + value - 1;
      const [from, to] = [start[fact]!, start[fact + 1]!];
      this.work += to - from;
      for (let i = from; i < to; i++) {
        const operator = items[i]!;
        if (--missing[operator]! === 0 && operator < operators) found.push(operator);
      }
    }
    return found;
  }
}
