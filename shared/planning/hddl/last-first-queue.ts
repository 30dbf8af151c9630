import { Ints } from '../ground/ints.ts';
import type { StateLists } from '../search/state-lists.ts';

const HIGHEST = 1 << 20;
/** For each state: what it takes in its two lists. */
const BYTES = 12;

interface Bucket {
  readonly states: Ints;
  /** By state in it: which of its operators comes next. */
  readonly next: Ints;
}

/** Like `StateQueue`, but last in first out among equals: what was begun is gone on with. */
export class LastFirstQueue {
  readonly #lists: StateLists;
  readonly #buckets: (Bucket | undefined)[] = [];
  #lowest = 0;
  #pushed = 0;
  #size = 0;
  state = 0;
  operator = 0;

  constructor(lists: StateLists) {
    this.#lists = lists;
  }

  get bytes(): number {
    return this.#pushed * BYTES;
  }

  /** Puts in a state whose operators were the last to be added to the lists. */
  push(priority: number, state: number): void {
    const count = this.#lists.count(state);
    if (count === 0) return;
    const place = Math.min(priority, HIGHEST);
    const bucket = (this.#buckets[place] ??= { states: new Ints(8), next: new Ints(8) });
    bucket.states.push(state);
    bucket.next.push(0);
    this.#pushed++;
    if (place < this.#lowest) this.#lowest = place;
    this.#size += count;
  }

  /** Takes the next pair out and leaves it in `state` and `operator`; false when there is none. */
  pop(): boolean {
    if (this.#size === 0) return false;
    let bucket = this.#buckets[this.#lowest];
    while (!bucket || bucket.states.length === 0) bucket = this.#buckets[++this.#lowest];
    const last = bucket.states.length - 1;
    this.state = bucket.states.values[last]!;
    this.operator = this.#lists.at(this.state, bucket.next.values[last]!);
    if (++bucket.next.values[last]! === this.#lists.count(this.state)) {
      bucket.states.length = last;
      bucket.next.length = last;
    }
    this.#size--;
    return true;
  }
}
