import { Ints } from '../ground/ints.ts';
import type { StateLists } from './state-lists.ts';

const DEEPEST = 1 << 16;
/** What a state takes in a list that grows, and a type with its list. */
const BYTES = 6;
const BYTES_OF_TYPE = 300;

/**
 * An open list that explores (Xie, Müller, Holte & Imai 2014): states of one estimate and one depth are of one type; a type is drawn
 * by lot, then one of its states, then one of the operators to be tried there. Plateaus that the estimates send a search to again
 * and again weigh no more than any other type. The lots are the same on every run.
 */
export class TypeBuckets {
  readonly #lists: StateLists;
  readonly #indexOf = new Map<number, number>();
  readonly #types: Ints[] = [];
  #lot = 0x2545f491;
  size = 0;
  state = 0;
  operator = 0;

  constructor(lists: StateLists) {
    this.#lists = lists;
  }

  get bytes(): number {
    return this.size * BYTES + this.#types.length * BYTES_OF_TYPE;
  }

  push(estimate: number, depth: number, state: number): void {
    if (this.#lists.count(state) === 0) return;
    const type = estimate * DEEPEST + Math.min(depth, DEEPEST - 1);
    let index = this.#indexOf.get(type);
    if (index === undefined) {
      index = this.#types.push(new Ints(8)) - 1;
      this.#indexOf.set(type, index);
    }
    this.#types[index]!.push(state);
    this.size++;
  }

  /** Draws a pair and leaves it in `state` and `operator`; it stays in the list. */
  pop(): boolean {
    if (this.size === 0) return false;
    const type = this.#types[this.#draw(this.#types.length)]!;
    this.state = type.values[this.#draw(type.length)]!;
    this.operator = this.#lists.at(this.state, this.#draw(this.#lists.count(this.state)));
    return true;
  }

  /** A number below `count` (xorshift, Marsaglia 2003). */
  #draw(count: number): number {
    let lot = this.#lot;
    lot ^= lot << 13;
    lot ^= lot >>> 17;
    lot ^= lot << 5;
    this.#lot = lot;
    return (lot >>> 0) % count;
  }
}
