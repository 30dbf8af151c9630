import type { FiniteTask } from '../ground/finite-task.ts';
import type { Ints } from '../ground/ints.ts';

/** Bits of the table of pairs. Two pairs that fall on one bit make a state look less novel than it is: harmless. */
const PAIR_BITS = 28;
const SINGLE_BITS = 24;

/**
 * How new a state is among those of its class: 1 when it makes a fact true that none before it had, 2 when it is a pair of
 * facts, else 3 (Lipovetzky & Geffner 2012, 2017). The tables are hashed and have one size for tasks of all sizes.
 */
export class Novelty {
  readonly #task: FiniteTask;
  readonly #singles = new Int32Array(1 << (SINGLE_BITS - 5));
  readonly #pairs = new Int32Array(1 << (PAIR_BITS - 5));
  work = 0;

  constructor(task: FiniteTask) {
    this.#task = task;
  }

  /** `added` are the facts that the last operator made true; with `whole` all facts of the state are looked at singly. */
  of(kind: number, values: Int32Array, { values: added, length }: Ints, whole: boolean): 1 | 2 | 3 {
    const { base } = this.#task;
    const [singles, pairs] = [this.#singles, this.#pairs];
    const salt = Math.imul(kind + 1, 0x9e3779b1);
    let novelty: 1 | 2 | 3 = 3;
    const single = (fact: number): void => {
      const hash = Math.imul(fact ^ salt, 0x85ebca6b);
      const bit = (hash ^ (hash >>> 15)) >>> (32 - SINGLE_BITS);
      const mask = 1 << (bit & 31);
      if ((singles[bit >>> 5]! & mask) !== 0) return;
      singles[bit >>> 5]! |= mask;
      novelty = 1;
    };
    if (whole) {
      for (let v = 0; v < values.length; v++) if (values[v]! > 0) single(base[v]! + values[v]! - 1);
    } else for (let i = 0; i < length; i++) single(added[i]!);
    this.work += values.length * length;
    for (let i = 0; i < length; i++) {
      const fact = added[i]!;
      for (let v = 0; v < values.length; v++) {
        if (values[v] === 0) continue;
        const other = base[v]! + values[v]! - 1;
        const [low, high] = fact < other ? [fact, other] : [other, fact];
        let hash = Math.imul(low ^ salt, 0x85ebca6b) ^ Math.imul(high, 0xc2b2ae35);
        hash = Math.imul(hash ^ (hash >>> 15), 0x27d4eb2f);
        const bit = (hash ^ (hash >>> 13)) >>> (32 - PAIR_BITS);
        const mask = 1 << (bit & 31);
        if ((pairs[bit >>> 5]! & mask) !== 0) continue;
        pairs[bit >>> 5]! |= mask;
        if (novelty === 3) novelty = 2;
      }
    }
    return novelty;
  }
}
