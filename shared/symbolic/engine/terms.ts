import type { Term } from '../atom.ts';

/** Terms as small integers. A term keeps its number for as long as the engine lives. */
export class Terms {
  readonly #ids = new Map<Term, number>();
  readonly #terms: Term[] = [];

  get size(): number {
    return this.#terms.length;
  }

  /** The term's number, new where it has none. */
  intern(term: Term): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    this.#ids.set(term, this.#terms.length);
    return this.#terms.push(term) - 1;
  }

  /** The term's number, or -1: no fact has it. */
  find(term: Term): number {
    return this.#ids.get(term) ?? -1;
  }

  term(id: number): Term {
    return this.#terms[id] as Term;
  }
}
