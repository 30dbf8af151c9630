import { keyOf, type Atom, type Literal } from './atom.ts';

/** Where a fact comes from: `observed` by a look, `held` to be so without one, or the id of the step whose effect it is. */
export type FactSource = string;

/**
 * A set of true atoms at one moment; everything else is false. Immutable: `after` gives the next state, so that a plan
 * can be simulated step by step and each state kept.
 */
export class State {
  readonly #facts: ReadonlyMap<string, FactSource>;

  private constructor(facts: ReadonlyMap<string, FactSource>) {
    this.#facts = facts;
  }

  static readonly empty = new State(new Map());

  holds(literal: Literal): boolean {
    return this.#facts.has(keyOf(literal)) !== (literal.negated ?? false);
  }

  /** The step that made the atom true; undefined where none did. */
  makerOf(atom: Atom): string | undefined {
    const source = this.sourceOf(atom);
    return source === 'observed' || source === 'held' ? undefined : source;
  }

  /** Who made the atom true, or undefined when it is not. */
  sourceOf(atom: Atom): FactSource | undefined {
    return this.#facts.get(keyOf(atom));
  }

  after(effects: readonly Literal[], source: FactSource): State {
    const next = new Map(this.#facts);
    // Deletions first: an effect list that both removes and adds an atom leaves it true.
    for (const e of effects) if (e.negated) next.delete(keyOf(e));
    for (const e of effects) if (!e.negated) next.set(keyOf(e), source);
    return new State(next);
  }
}
