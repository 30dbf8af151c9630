/** Bytes that can't be what was written. */
export class Malformed extends Error {
  constructor(what: string) {
    super(`not a delta: ${what}`);
    this.name = 'Malformed';
  }
}

/** One column: values of one kind, one after the other, in as few bytes as they need. */
export class Column {
  #bytes = new Uint8Array(256);
  #size = 0;

  /** A whole number from 0, seven bits a byte, least first. */
  count(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.#put((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.#put(rest);
  }

  /** A whole number of either sign; small ones are short. */
  whole(value: number): void {
    this.count(value < 0 ? -2 * value - 1 : 2 * value);
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#size);
    this.#size += bytes.length;
  }

  take(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  #put(byte: number): void {
    this.#room(1);
    this.#bytes[this.#size++] = byte;
  }

  #room(more: number): void {
    if (this.#size + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#size + more));
    larger.set(this.take());
    this.#bytes = larger;
  }
}

/** Reads what a column holds. Every call throws Malformed at an end that comes too early. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  count(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new Malformed('it ends too early');
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new Malformed('a number is too large');
      if (byte < 0x80) return value;
    }
  }

  whole(): number {
    const value = this.count();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  raw(length: number): Uint8Array {
    if (length > this.left) throw new Malformed('it ends too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}
