import { Ints } from '../ground/ints.ts';

/** Priorities are places in an array: those that are higher are all the same. */
const HIGHEST = 1 << 20;
/** For each pair: what it takes in a bucket that grows. */
const BYTES = 12;

interface Bucket {
  readonly pairs: Ints;
  head: number;
}

/** Pairs of integers by priority, the lowest first, first in first out among equals. */
export class BucketQueue {
  readonly #buckets: (Bucket | undefined)[] = [];
  #lowest = 0;
  #pushed = 0;
  size = 0;
  first = 0;
  second = 0;

  /** What the list takes, at most: what was taken out leaves its place behind. */
  get bytes(): number {
    return this.#pushed * BYTES;
  }

  push(priority: number, first: number, second: number): void {
    const place = Math.min(priority, HIGHEST);
    const bucket = (this.#buckets[place] ??= { pairs: new Ints(32), head: 0 });
    bucket.pairs.push(first);
    bucket.pairs.push(second);
    if (place < this.#lowest) this.#lowest = place;
    this.#pushed++;
    this.size++;
  }

  /** Takes the next pair out and leaves it in `first` and `second`; false when there is none. */
  pop(): boolean {
    if (this.size === 0) return false;
    let bucket = this.#buckets[this.#lowest];
    while (bucket === undefined || bucket.head === bucket.pairs.length) bucket = this.#buckets[++this.#lowest];
    this.first = bucket.pairs.values[bucket.head]!;
    this.second = bucket.pairs.values[bucket.head + 1]!;
    bucket.head += 2;
    this.size--;
    if (bucket.head === bucket.pairs.length) bucket.head = bucket.pairs.length = 0;
    return true;
  }
}
