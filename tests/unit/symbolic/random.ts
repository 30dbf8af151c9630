import { seeded } from '../../bench/parts/chance.ts';

/** A repeatable source of choices. */
export class Random {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seeded(seed);
  }

  /** From 0 to below 1. */
  next(): number {
    return this.#next();
  }

  /** From 0 to `end` - 1. */
  below(end: number): number {
    return Math.floor(this.#next() * end);
  }

  chance(p: number): boolean {
    return this.#next() < p;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}
