import { isSame, keyOf, type Atom, type Term } from './atom.ts';

interface Kept<V> {
  readonly atom: Atom;
  value: V;
}

/**
 * Values by what atoms say, in no certain order. Atoms of one argument, which most are, and the first that begins with an argument, which
 * mostly is the only one, are found without a text being made of them.
 */
export class AtomMap<V> {
  readonly #short = new Map<string, Map<Term, V>>();
  /** By relation and first argument. */
  readonly #first = new Map<string, Map<Term, Kept<V>>>();
  /** The others, and those of no argument. */
  readonly #long = new Map<string, V>();

  get size(): number {
    let size = this.#long.size;
    for (const values of this.#short.values()) size += values.size;
    for (const kept of this.#first.values()) size += kept.size;
    return size;
  }

  set(atom: Atom, value: V): void {
    const [only] = atom.args;
    if (only === undefined) {
      this.#long.set(keyOf(atom), value);
      return;
    }
    if (atom.args.length > 1) {
      this.#setLong(atom, only, value);
      return;
    }
    const known = this.#short.get(atom.relation);
    if (known) known.set(only, value);
    else this.#short.set(atom.relation, new Map([[only, value]]));
  }

  #setLong(atom: Atom, first: Term, value: V): void {
    let kept = this.#first.get(atom.relation);
    if (!kept) this.#first.set(atom.relation, (kept = new Map()));
    const known = kept.get(first);
    if (!known) kept.set(first, { atom, value });
    else if (isSame(known.atom, atom)) known.value = value;
    else this.#long.set(keyOf(atom), value);
  }

  *values(): Iterable<V> {
    for (const kept of this.#first.values()) for (const { value } of kept.values()) yield value;
    for (const values of this.#short.values()) yield* values.values();
    yield* this.#long.values();
  }
}
