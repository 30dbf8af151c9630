/** Bits of the table. Two facts that fall on one bit make one look known that is not: harmless. */
const BITS = 24;

/** Which facts were true in the states of each class so far: the table has one size for tasks of all sizes. */
export class SeenFacts {
  readonly #seen = new Int32Array(1 << (BITS - 5));

  get bytes(): number {
    return this.#seen.byteLength;
  }

  /** Whether the fact was not true in any state of its class before. */
  isNew(kind: number, fact: number): boolean {
    const hash = Math.imul(fact ^ Math.imul(kind + 1, 0x9e3779b1), 0x85ebca6b);
    const bit = (hash ^ (hash >>> 15)) >>> (32 - BITS);
    const mask = 1 << (bit & 31);
    if ((this.#seen[bit >>> 5]! & mask) !== 0) return false;
    this.#seen[bit >>> 5]! |= mask;
    return true;
  }
}
