/** A growing list of 32-bit integers. */
export class IntList {
  #values = new Int32Array(16);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Int32Array(Math.ceil(this.#values.length * 1.6));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index] as number;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  pop(): number {
    return this.#values[--this.length] as number;
  }

  /** Forgets the first `count` values. */
  drop(count: number): void {
    this.#values.copyWithin(0, count, this.length);
    this.length -= count;
  }

  clear(): void {
    this.length = 0;
    if (this.#values.length > 65_536) this.#values = new Int32Array(16);
  }
}
