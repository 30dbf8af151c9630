import type { Atom, Term } from '../atom.ts';
import type { Fact } from './fact.ts';
import type { Relation } from './relation.ts';

/** A fact where it stands. */
export interface Entry {
  /** As it is known now: facts are not changed, another takes its place here. */
  fact: Fact;
  /** What was said before it of its place in its context. */
  before: Entry | null;
  /** What stands in its place in another context. */
  beside: Entry | null;
  /** Unless something stood against it from the beginning. */
  readonly isPlaced: boolean;
  /** Something ended it, or its end came and was told. */
  isOver: boolean;
}

/** The places of the relations that are one value under the same key. */
interface Group {
  /** By the one argument that names a place, or by all of them as a text. */
  readonly places: Map<Term, Entry>;
  readonly key: readonly number[];
}

/** Of what stands in one place, that in one context. */
export const inContext = (first: Entry | null, context: string): Entry | null => {
  let entry = first;
  while (entry && entry.fact.context !== context) entry = entry.beside;
  return entry;
};

/** What stands in each place, in each context. Most things have a name of one argument: no text is made to find them. */
export class Places {
  readonly #groups = new Map<string, Group>();
  readonly #byRelation = new Map<Relation, Group>();

  /** What stands in the place of an atom in one context after another, linked by `beside`. */
  at(relation: Relation, atom: Atom): Entry | null {
    const group = this.#groupOf(relation);
    // Nothing is worth a look-up where nothing was ever said.
    return group.places.size === 0 ? null : (group.places.get(this.#nameOf(group, atom)) ?? null);
  }

  /** What stands in the place of an atom in one context. */
  in(context: string, relation: Relation, atom: Atom): Entry | null {
    return inContext(this.at(relation, atom), context);
  }

  /** Puts an entry where `standing` stands, if anything does; `first` is what `at` gives of its place. */
  put(relation: Relation, entry: Entry, first: Entry | null, standing: Entry | null): void {
    entry.before = standing;
    if (first === standing) {
      const group = this.#groupOf(relation);
      entry.beside = standing?.beside ?? null;
      group.places.set(this.#nameOf(group, entry.fact.literal), entry);
      return;
    }
    // Contexts keep their order: the new one is the last, another takes the place of what stood there.
    let last = first;
    while (last && last.beside !== standing) last = last.beside;
    entry.beside = standing?.beside ?? null;
    if (last) last.beside = entry;
  }

  /** Takes out what was put in last; what stood there stands there again. */
  takeBack(relation: Relation, entry: Entry): void {
    const group = this.#groupOf(relation);
    const name = this.#nameOf(group, entry.fact.literal);
    const next = entry.before ?? entry.beside;
    const first = group.places.get(name) ?? null;
    if (first === entry) {
      if (next) group.places.set(name, next);
      else group.places.delete(name);
      return;
    }
    let last = first;
    while (last && last.beside !== entry) last = last.beside;
    if (last) last.beside = next;
  }

  /** What stands anywhere, in every context. */
  *all(): Iterable<Entry> {
    for (const { places } of this.#groups.values())
      for (const first of places.values())
        for (let entry: Entry | null = first; entry; entry = entry.beside) yield entry;
  }

  clear(): void {
    this.#groups.clear();
    this.#byRelation.clear();
  }

  #groupOf(relation: Relation): Group {
    const known = this.#byRelation.get(relation);
    if (known) return known;
    const key = relation.key ?? relation.args.map((_, i) => i);
    const name = relation.key === undefined ? `:${relation.name}` : `${relation.group ?? relation.name}/${key.length}`;
    const group = { places: this.#groups.get(name)?.places ?? new Map<Term, Entry>(), key };
    if (!this.#groups.has(name)) this.#groups.set(name, group);
    this.#byRelation.set(relation, group);
    return group;
  }

  #nameOf({ key }: Group, { args }: Atom): Term {
    const [only] = key;
    return key.length === 1 && only !== undefined ? (args[only] ?? '') : JSON.stringify(key.map((i) => args[i]));
  }
}
