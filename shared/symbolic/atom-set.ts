import { keyOf, type Atom, type Term } from './atom.ts';

/** A set of atoms by what they say. Those of one argument, which most are, are kept without a text being made of them. */
export class AtomSet {
  readonly #short = new Map<string, Set<Term>>();
  readonly #long = new Set<string>();

  add(atom: Atom): void {
    const [only] = atom.args;
    if (atom.args.length !== 1 || only === undefined) {
      this.#long.add(keyOf(atom));
      return;
    }
    const known = this.#short.get(atom.relation);
    if (known) known.add(only);
    else this.#short.set(atom.relation, new Set([only]));
  }

  has(atom: Atom): boolean {
    const [only] = atom.args;
    return atom.args.length !== 1 || only === undefined
      ? this.#long.has(keyOf(atom))
      : (this.#short.get(atom.relation)?.has(only) ?? false);
  }
}
