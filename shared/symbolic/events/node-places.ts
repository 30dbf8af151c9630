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

/** Places by what stands in names after their first stroke; `before` is what stands before it, with it. */
interface Group {
  readonly before: string;
  readonly places: Map<string, number>;
}

/**
 * Where the nodes of a graph are, by their names. Facts, which are numbered and most of all nodes, are found without hashing their
 * names. Others are called after a run, as step:r1/s1 is, and so are those that are asked for next: they are looked for among the few
 * that begin alike, since a look into one map of all is a look into memory that nobody has touched for long.
 */
export class NodePlaces {
  /** Those without a stroke. */
  readonly #plain = new Map<string, number>();
  readonly #groups = new Map<string, Group>();
  #numbered = new Int32Array(FEW).fill(NONE);
  #group: Group = { before: '/', places: new Map() };

  get(id: string): number | undefined {
    const number = numberOf(id);
    if (number !== NONE) {
      const place = this.#numbered[number] ?? NONE;
      return place === NONE ? undefined : place;
    }
    const group = this.#groupOf(id);
    return group === null ? this.#plain.get(id) : group.places.get(id.slice(group.before.length));
  }

  set(id: string, place: number): void {
    const number = numberOf(id);
    if (number === NONE) {
      const group = this.#groupOf(id);
      if (group === null) this.#plain.set(id, place);
      else group.places.set(id.slice(group.before.length), place);
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
    this.#plain.clear();
    this.#groups.clear();
    this.#numbered = new Int32Array(FEW).fill(NONE);
    this.#group = { before: '/', places: new Map() };
  }

  /** null: the name has no stroke. */
  #groupOf(id: string): Group | null {
    if (id.startsWith(this.#group.before)) return this.#group;
    const stroke = id.indexOf('/');
    if (stroke < 0) return null;
    const before = id.slice(0, stroke + 1);
    let group = this.#groups.get(before);
    if (!group) this.#groups.set(before, (group = { before, places: new Map() }));
    this.#group = group;
    return group;
  }
}
