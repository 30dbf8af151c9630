import { mix } from './mix.ts';

/** What an index needs of its table. */
interface Rows {
  readonly arity: number;
  readonly stride: number;
  readonly data: Int32Array;
}

/** Rows by the values of some columns: chains through `next`, newest row first. A chain may hold rows of other values, too. */
export class TableIndex {
  readonly mask: number;
  readonly columns: readonly number[];
  /** The row after a row in its chain, or -1. */
  next = new Int32Array(8);
  readonly #table: Rows;
  #heads = new Int32Array(8).fill(-1);
  #size = 0;
  #used = 0;

  constructor(table: Rows, mask: number) {
    this.#table = table;
    this.mask = mask;
    this.columns = Array.from({ length: table.arity }, (_, i) => i).filter((i) => mask & (1 << i));
  }

  add(row: number): void {
    if (row >= this.next.length) {
      const next = new Int32Array(Math.max(row + 1, Math.ceil(this.next.length * 1.5)));
      next.set(this.next);
      this.next = next;
    }
    this.#size += 1;
    // Where few heads are in use the values are few: more heads would stay empty.
    if (this.#size > this.#heads.length && this.#used * 2 > this.#heads.length) this.#spread();
    this.#link(row);
  }

  /** The first row of the chain of one value, where the index has one column. */
  first(value: number): number {
    return this.#heads[mix(0, value) & (this.#heads.length - 1)] as number;
  }

  /** The first row of the chain of these values, in the order of `columns`. */
  firstOf(values: Int32Array): number {
    let hash = 0;
    for (let i = 0; i < this.columns.length; i++) hash = mix(hash, values[i] as number);
    return this.#heads[hash & (this.#heads.length - 1)] as number;
  }

  clear(): void {
    this.#heads.fill(-1);
    this.#size = 0;
    this.#used = 0;
  }

  #link(row: number): void {
    const { data, stride } = this.#table;
    let hash = 0;
    for (const column of this.columns) hash = mix(hash, data[row * stride + column] as number);
    const head = hash & (this.#heads.length - 1);
    const before = this.#heads[head] as number;
    if (before < 0) this.#used += 1;
    this.next[row] = before;
    this.#heads[head] = row;
  }

  #spread(): void {
    const old = this.#heads;
    this.#heads = new Int32Array(old.length * 4).fill(-1);
    this.#used = 0;
    for (const first of old)
      for (let row = first; row >= 0;) {
        const next = this.next[row] as number;
        this.#link(row);
        row = next;
      }
  }
}
