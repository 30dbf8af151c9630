/** A set of tuples of one length, numbered in the order of their arrival. Open addressing, no objects per tuple. */
export class TupleTable {
  readonly width: number;
  size = 0;
  /** Tuple `i` is at `i * width`. */
  tuples: Int32Array;
  #slots: Int32Array;
  #mask: number;

  constructor(width: number, capacity = 16) {
    this.width = width;
    this.tuples = new Int32Array(Math.max(1, width) * capacity);
    let slots = 32;
    while (slots < capacity * 2) slots *= 2;
    this.#slots = new Int32Array(slots).fill(-1);
    this.#mask = slots - 1;
  }

  /** The tuple's number, or -1 when it is not there. */
  find(source: ArrayLike<number>): number {
    let slot = this.#hash(source) & this.#mask;
    for (;;) {
      const index = this.#slots[slot]!;
      if (index < 0 || this.#same(index, source)) return index;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** The tuple's number; it is added when it is not there. Whether it was: compare `size`. */
  add(source: ArrayLike<number>): number {
    let slot = this.#hash(source) & this.#mask;
    for (;;) {
      const index = this.#slots[slot]!;
      if (index < 0) break;
      if (this.#same(index, source)) return index;
      slot = (slot + 1) & this.#mask;
    }
    const index = this.size++;
    this.#slots[slot] = index;
    const { width } = this;
    if ((index + 1) * width > this.tuples.length) {
      const larger = new Int32Array(this.tuples.length * 2);
      larger.set(this.tuples);
      this.tuples = larger;
    }
    for (let i = 0, to = index * width; i < width; i++) this.tuples[to + i] = source[i]!;
    if (this.size * 2 > this.#mask) this.#rehash();
    return index;
  }

  #hash(source: ArrayLike<number>, at = 0): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < this.width; i++) hash = Math.imul(hash ^ source[at + i]!, 0x01000193) ^ (hash >>> 15);
    return hash ^ (hash >>> 13);
  }

  #same(index: number, source: ArrayLike<number>): boolean {
    for (let i = 0, from = index * this.width; i < this.width; i++)
      if (this.tuples[from + i] !== source[i]) return false;
    return true;
  }

  #rehash(): void {
    const slots = (this.#mask + 1) * 2;
    this.#slots = new Int32Array(slots).fill(-1);
    this.#mask = slots - 1;
    for (let index = 0; index < this.size; index++) {
      let slot = this.#hash(this.tuples, index * this.width) & this.#mask;
      while (this.#slots[slot]! >= 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = index;
    }
  }
}
