import { IntList } from './int-list.ts';

/** Rows of tables, first in first out: facts are joined in the order they came about, so that proofs stay short. */
export class RowQueue {
  readonly #pairs = new IntList();
  #first = 0;
  /** The table of the row that `next` gave. */
  table = 0;

  push(table: number, row: number): void {
    this.#pairs.push(table);
    this.#pairs.push(row);
  }

  /** The next row, or -1 where none is left. */
  next(): number {
    if (this.#first === this.#pairs.length) {
      this.clear();
      return -1;
    }
    if (this.#first > 131_072 && this.#first * 2 > this.#pairs.length) {
      this.#pairs.drop(this.#first);
      this.#first = 0;
    }
    this.table = this.#pairs.at(this.#first);
    this.#first += 2;
    return this.#pairs.at(this.#first - 1);
  }

  clear(): void {
    this.#pairs.clear();
    this.#first = 0;
  }
}
