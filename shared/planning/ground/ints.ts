/** A list of integers that grows. `values` may be replaced by a larger array when something is pushed. */
export class Ints {
  values: Int32Array;
  length = 0;

  constructor(capacity = 8) {
    this.values = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) this.#grow(this.length + 1);
    this.values[this.length++] = value;
  }

  pushAll(values: readonly number[] | Int32Array): void {
    const needed = this.length + values.length;
    if (needed > this.values.length) this.#grow(needed);
    this.values.set(values, this.length);
    this.length = needed;
  }

  get bytes(): number {
    return this.values.byteLength;
  }

  toArray(): Int32Array {
    return this.values.slice(0, this.length);
  }

  #grow(needed: number): void {
    const larger = new Int32Array(Math.max(needed, this.values.length * 2));
    larger.set(this.values);
    this.values = larger;
  }
}

/** Many lists of integers in one array: list `i` is `items` from `start[i]` up to `start[i + 1]`. */
export interface IntLists {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

export const intLists = (lists: readonly (readonly number[] | Int32Array)[]): IntLists => {
  const start = new Int32Array(lists.length + 1);
  for (let i = 0; i < lists.length; i++) start[i + 1] = start[i]! + lists[i]!.length;
  const items = new Int32Array(start[lists.length]!);
  for (let i = 0; i < lists.length; i++) items.set(lists[i]!, start[i]);
  return { start, items };
};

/** For each of `size` items the lists it is in. */
export const inverse = ({ start, items }: IntLists, size: number): IntLists => {
  const count = new Int32Array(size + 1);
  for (const item of items) count[item + 1]!++;
  for (let i = 0; i < size; i++) count[i + 1]! += count[i]!;
  const into = count.slice();
  const lists = new Int32Array(items.length);
  for (let list = 0; list + 1 < start.length; list++)
    for (let i = start[list]!; i < start[list + 1]!; i++) lists[into[items[i]!]!++] = list;
  return { start: count, items: lists };
};
