import { keyOf, type Atom, type Term } from './atom.ts';

/** Values by what atoms say, in no certain order. Atoms of one argument, which most are, are found without a text being made of them. */
export class AtomMap<V> {
  readonly #short = new Map<string, Map<Term, V>>();
  readonly #long = new Map<string, V>();

  get size(): number {
    let size = this.#long.size;
    for (const values of this.#short.values()) size += values.size;
    return size;
  }

  set(atom: Atom, value: V): void {
    const [only] = atom.args;
    if (atom.args.length !== 1 || only === undefined) {
      this.#long.set(keyOf(atom), value);
      return;
    }
    const known = this.#short.get(atom.relation);
    if (known) known.set(only, value);
    else this.#short.set(atom.relation, new Map([[only, value]]));
  }

  *values(): Iterable<V> {
    for (const values of this.#short.values()) yield* values.values();
    yield* this.#long.values();
  }
}
