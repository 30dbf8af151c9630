import type { FiniteTask } from '../ground/finite-task.ts';

/** All states met so far, packed into 32-bit words and numbered in the order of their arrival. */
export class StateStore {
  readonly #variables: number;
  readonly #words: number;
  readonly #word: Int32Array;
  readonly #shift: Int32Array;
  readonly #mask: Int32Array;
  #packed: Int32Array;
  #slots: Int32Array;
  #slotMask: number;
  readonly #scratch: Int32Array;
  size = 0;

  constructor({ variables, sizes }: Pick<FiniteTask, 'variables' | 'sizes'>) {
    this.#variables = variables;
    [this.#word, this.#shift, this.#mask] = [
      new Int32Array(variables),
      new Int32Array(variables),
      new Int32Array(variables),
    ];
    let word = 0;
    let used = 0;
    // Variables go in order, so that those of one kind share words.
    for (let v = 0; v < variables; v++) {
      const bits = 32 - Math.clz32(Math.max(1, sizes[v]! - 1));
      if (used + bits > 32) [word, used] = [word + 1, 0];
      this.#word[v] = word;
      this.#shift[v] = used;
      this.#mask[v] = bits === 32 ? -1 : (1 << bits) - 1;
      used += bits;
    }
    this.#words = word + 1;
    this.#packed = new Int32Array(this.#words * 256);
    this.#slots = new Int32Array(1024).fill(-1);
    this.#slotMask = 1023;
    this.#scratch = new Int32Array(this.#words);
  }

  get bytes(): number {
    return this.#packed.byteLength + this.#slots.byteLength;
  }

  /** The state's number. It is new when `size` grew. */
  add(values: Int32Array): number {
    const scratch = this.#scratch.fill(0);
    for (let v = 0; v < this.#variables; v++) scratch[this.#word[v]!]! |= values[v]! << this.#shift[v]!;
    const words = this.#words;
    let hash = 0;
    for (let i = 0; i < words; i++) {
      hash = Math.imul(hash ^ scratch[i]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    let slot = hash & this.#slotMask;
    for (;;) {
      const index = this.#slots[slot]!;
      if (index < 0) break;
      let same = true;
      for (let i = 0, at = index * words; i < words; i++)
        if (this.#packed[at + i] !== scratch[i]) {
          same = false;
          break;
        }
      if (same) return index;
      slot = (slot + 1) & this.#slotMask;
    }
    const index = this.size++;
    this.#slots[slot] = index;
    if ((index + 1) * words > this.#packed.length) {
      const larger = new Int32Array(this.#packed.length * 2);
      larger.set(this.#packed);
      this.#packed = larger;
    }
    this.#packed.set(scratch, index * words);
    if (this.size * 2 > this.#slotMask) this.#rehash();
    return index;
  }

  /** Writes the state's values to `values`. */
  read(index: number, values: Int32Array): void {
    const at = index * this.#words;
    for (let v = 0; v < this.#variables; v++)
      values[v] = (this.#packed[at + this.#word[v]!]! >>> this.#shift[v]!) & this.#mask[v]!;
  }

  #rehash(): void {
    const slots = (this.#slotMask + 1) * 4;
    this.#slots = new Int32Array(slots).fill(-1);
    this.#slotMask = slots - 1;
    const words = this.#words;
    for (let index = 0; index < this.size; index++) {
      let hash = 0;
      for (let i = 0; i < words; i++) {
        hash = Math.imul(hash ^ this.#packed[index * words + i]!, 0x9e3779b1);
        hash ^= hash >>> 15;
      }
      let slot = hash & this.#slotMask;
      while (this.#slots[slot]! >= 0) slot = (slot + 1) & this.#slotMask;
      this.#slots[slot] = index;
    }
  }
}
