import { Ints } from '../ground/ints.ts';
import type { StateLists } from './state-lists.ts';

/** Priorities are places in an array: those that are higher are all the same. */
const HIGHEST = 1 << 20;
/** For each state: what it takes in a bucket that grows. */
const BYTES = 6;

interface Bucket {
  readonly states: Ints;
  head: number;
  /** Which operator of the state at the head comes next. */
  next: number;
}

/**
 * An open list of states with the operators to be tried in them, by priority, the lowest first, first in first out among equals. Each
 * state is held once, however many operators it has.
 */
export class StateQueue {
  readonly #lists: StateLists;
  readonly #buckets: (Bucket | undefined)[] = [];
  #lowest = 0;
  #pushed = 0;
  /** How many pairs of a state and an operator are left. */
  size = 0;
  state = 0;
  operator = 0;

  constructor(lists: StateLists) {
    this.#lists = lists;
  }

  /** What the list takes, at most: what was taken out leaves its place behind. */
  get bytes(): number {
    return this.#pushed * BYTES;
  }

  /** Puts in a state whose operators were the last to be added to the lists. */
  push(priority: number, state: number): void {
    const count = this.#lists.count(state);
    if (count === 0) return;
    const place = Math.min(priority, HIGHEST);
    const bucket = (this.#buckets[place] ??= { states: new Ints(8), head: 0, next: 0 });
    bucket.states.push(state);
    this.#pushed++;
    if (place < this.#lowest) this.#lowest = place;
    this.size += count;
  }

  /** Takes the next pair out and leaves it in `state` and `operator`; false when there is none. */
  pop(): boolean {
    if (this.size === 0) return false;
    let bucket = this.#buckets[this.#lowest];
    while (bucket === undefined || bucket.head === bucket.states.length) bucket = this.#buckets[++this.#lowest];
    this.state = bucket.states.values[bucket.head]!;
    this.operator = this.#lists.at(this.state, bucket.next++);
    if (bucket.next === this.#lists.count(this.state)) {
      bucket.head++;
      bucket.next = 0;
      if (bucket.head === bucket.states.length) bucket.head = bucket.states.length = 0;
    }
    this.size--;
    return true;
  }
}
