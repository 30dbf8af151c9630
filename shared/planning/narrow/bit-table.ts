/** A symmetric relation of numbers below `size`, as bits. */
export class BitTable {
  readonly size: number;
  /** How many words a row has. */
  readonly words: number;
  readonly bits: Int32Array;

  constructor(size: number) {
    this.size = size;
    this.words = (size + 31) >>> 5;
    this.bits = new Int32Array(size * this.words);
  }

  has(a: number, b: number): boolean {
    return (this.bits[a * this.words + (b >>> 5)]! & (1 << (b & 31))) !== 0;
  }

  add(a: number, b: number): void {
    this.bits[a * this.words + (b >>> 5)]! |= 1 << (b & 31);
    this.bits[b * this.words + (a >>> 5)]! |= 1 << (a & 31);
  }

  remove(a: number, b: number): void {
    this.bits[a * this.words + (b >>> 5)]! &= ~(1 << (b & 31));
    this.bits[b * this.words + (a >>> 5)]! &= ~(1 << (a & 31));
  }

  /** Leaves in `row` what is related to `a`, too. */
  intersect(row: Int32Array, a: number): void {
    const { bits, words } = this;
    const at = a * words;
    for (let w = 0; w < words; w++) row[w]! &= bits[at + w]!;
  }

  /** Whether all of them are related to each other, and each to itself. */
  joinsAll(members: readonly number[]): boolean {
    for (let i = 0; i < members.length; i++)
      for (let k = i; k < members.length; k++) if (!this.has(members[i]!, members[k]!)) return false;
    return true;
  }

  equals({ bits }: BitTable): boolean {
    for (let i = 0; i < bits.length; i++) if (bits[i] !== this.bits[i]) return false;
    return true;
  }
}
