const FACT = 'f'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);
/** Longer numbers are kept as any other name. */
const DIGITS = 7;
const FEW = 256;
const NONE = -1;

/** The number of a node that is called f1, f2 and so on, as most are; NONE where it has another name. */
const numberOf = (id: string): number => {
  const { length } = id;
  if (length < 2 || length > DIGITS + 1 || id.charCodeAt(0) !== FACT || id.charCodeAt(1) === ZERO) return NONE;
  let number = 0;
  for (let i = 1; i < length; i++) {
    const digit = id.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return NONE;
    number = 10 * number + digit;
  }
  return number;
};

/**
 * Where the nodes of a graph are, by their names. Facts, which are numbered and most of all nodes, are found without hashing their
 * names; what was asked for last is asked for again, as several facts come of one step.
 */
export class NodePlaces {
  readonly #named = new Map<string, number>();
  #numbered = new Int32Array(FEW).fill(NONE);
  #lastName = '';
  #last = NONE;

  get(id: string): number | undefined {
    const number = numberOf(id);
    if (number !== NONE) {
      const place = this.#numbered[number] ?? NONE;
      return place === NONE ? undefined : place;
    }
    if (id === this.#lastName && this.#last !== NONE) return this.#last;
    const place = this.#named.get(id);
    if (place === undefined) return undefined;
    this.#lastName = id;
    this.#last = place;
    return place;
  }

  set(id: string, place: number): void {
    const number = numberOf(id);
    if (number === NONE) {
      this.#named.set(id, place);
      this.#lastName = id;
      this.#last = place;
      return;
    }
    if (number >= this.#numbered.length) {
      const grown = new Int32Array(Math.max(2 * this.#numbered.length, number + 1)).fill(NONE, this.#numbered.length);
      grown.set(this.#numbered);
      this.#numbered = grown;
    }
    this.#numbered[number] = place;
  }

  clear(): void {
    this.#named.clear();
    this.#numbered = new Int32Array(FEW).fill(NONE);
    this.#lastName = '';
    this.#last = NONE;
  }
}
