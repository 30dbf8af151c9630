import { Ints } from '../ground/ints.ts';
import { DEAD_END, RelaxedPlan } from './relaxed-plan.ts';
import type { RelaxedTask } from './relaxed-task.ts';

/** How many facts of a relaxed plan are followed. */
const WORDS = 4;
const MOST_FACTS = WORDS * 32;
/** What an entry of a map of two numbers takes, about. */
const BYTES_OF_FACT = 40;

/**
 * Relaxed plans as guides (Lipovetzky & Geffner 2017): how many of the facts that one makes true a path has reached since it was made.
 * What a state has reached is kept by the state's number; states come in the order of their numbers.
 */
export class Guides {
  readonly #relaxed: RelaxedTask;
  readonly #plan: RelaxedPlan;
  /** By guide: at which bit each fact of its relaxed plan is. */
  readonly #bits: Map<number, number>[] = [];
  #facts = 0;
  /** By state. */
  readonly #guide = new Ints(1024);
  readonly #reached = new Ints(1024);
  readonly #now = new Int32Array(WORDS);
  #guideNow = -1;

  constructor(relaxed: RelaxedTask) {
    this.#relaxed = relaxed;
    this.#plan = new RelaxedPlan(relaxed);
  }

  /** No state has reached more facts of its guide. */
  readonly most = MOST_FACTS;

  get work(): number {
    return this.#plan.work;
  }

  get bytes(): number {
    return this.#guide.bytes + this.#reached.bytes + this.#facts * BYTES_OF_FACT;
  }

  /** A new guide for who comes from this state; false where there is no way to the goal. */
  begin(values: Int32Array): boolean {
    if (this.#plan.evaluate(values, this.#relaxed.task.goal) === DEAD_END) return false;
    const bits = new Map<number, number>();
    const { plan } = this.#plan;
    const { start, items } = this.#relaxed.add;
    for (let i = 0; i < plan.length; i++) {
      const operator = plan.values[i]!;
      for (let k = start[operator]!; k < start[operator + 1]!; k++)
        if (!bits.has(items[k]!) && bits.size < MOST_FACTS) bits.set(items[k]!, bits.size);
    }
    this.#facts += bits.size;
    this.#guideNow = this.#bits.push(bits) - 1;
    this.#now.fill(0);
    return true;
  }

  /** Goes on with the guide of a state; the number of its facts that are reached with these as well. */
  follow(from: number, added: Ints): number {
    const [now, at] = [this.#now, from * WORDS];
    for (let w = 0; w < WORDS; w++) now[w] = this.#reached.values[at + w]!;
    this.#guideNow = this.#guide.values[from]!;
    const bits = this.#bits[this.#guideNow]!;
    for (let i = 0; i < added.length; i++) {
      const bit = bits.get(added.values[i]!);
      if (bit !== undefined) now[bit >>> 5]! |= 1 << (bit & 31);
    }
    let count = 0;
    for (let w = 0; w < WORDS; w++) for (let word = now[w]!; word !== 0; word &= word - 1) count++;
    return count;
  }

  /** Keeps what `begin` or `follow` left for the next state. */
  keep(): void {
    this.#guide.push(this.#guideNow);
    this.#reached.pushAll(this.#now);
  }
}
