/** Spreads the bits of a number (MurmurHash3’s finaliser). */
export const scatter = (value: number, salt: number): number => {
  let hash = Math.imul(value ^ salt, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
};
export const ONE = 0x2545f491;
export const TWO = 0x1b873593;

/** Two hashes of each of so many things, one after the other: what a state is made of adds up to the state's. */
export const hashesOf = (count: number): Int32Array =>
  Int32Array.from({ length: 2 * count }, (_, i) => scatter(~(i >> 1), i % 2 === 0 ? ONE : TWO));

/** A set of states that are told apart by 64 bits. */
export class KnownHashes {
  #known = new Int32Array(2048);
  #count = 0;

  get bytes(): number {
    return this.#known.byteLength;
  }

  /** Adds the two hashes of a state; false where they are known. */
  add(first: number, second: number): boolean {
    // A place whose second number is 0 is free.
    const [one, two] = [first | 0, second | 1];
    if (this.#count * 4 > this.#known.length) this.#grow();
    const mask = this.#known.length / 2 - 1;
    let slot = one & mask;
    while (this.#known[2 * slot + 1] !== 0) {
      if (this.#known[2 * slot] === one && this.#known[2 * slot + 1] === two) return false;
      slot = (slot + 1) & mask;
    }
    this.#known[2 * slot] = one;
    this.#known[2 * slot + 1] = two;
    this.#count++;
    return true;
  }

  #grow(): void {
    const old = this.#known;
    this.#known = new Int32Array(old.length * 4);
    this.#count = 0;
    for (let i = 0; i < old.length; i += 2) if (old[i + 1] !== 0) this.add(old[i]!, old[i + 1]!);
  }
}
