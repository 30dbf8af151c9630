import { keyOf, type Literal } from '../../symbolic/atom.ts';
import { truthOf } from '../facts.ts';
import type { Order } from './order.ts';
import type { Ground, Sound } from './step.ts';

/** Whether a condition holds before a step in every order that the plan allows, and if not, why. */
export type Verdict =
  | { readonly kind: 'holds' }
  /** It has not been looked at yet. */
  | { readonly kind: 'unseen' }
  /** Nothing brings it about; `perhaps` does, in some orders. */
  | { readonly kind: 'unsupported'; readonly perhaps: Sound | null }
  /** This step may make it false in between. */
  | { readonly kind: 'threatened'; readonly by: Sound };

const HOLDS: Verdict = { kind: 'holds' };

const isNegated = (l: Literal): boolean => l.negated ?? false;

/**
 * What is necessarily true at a place of a partly ordered plan: Chapman's modal truth criterion for ground plans (D. Chapman,
 * "Planning for conjunctive goals", 1987). A condition holds before a step when something before it, or the world,
 * brings it about, and each step that could undo it in between is made good by another one.
 */
export class Necessity {
  readonly #order: Order;
  readonly #ground: Ground;
  /** By the statement: which steps make it true, and which false. */
  readonly #true = new Map<string, Sound[]>();
  readonly #false = new Map<string, Sound[]>();

  constructor(steps: readonly Sound[], order: Order, ground: Ground) {
    this.#order = order;
    this.#ground = ground;
    for (const step of steps) {
      const changes = step.declared.changes(step.args, step.id);
      const made = new Set(changes.filter((c) => !isNegated(c)).map(keyOf));
      for (const key of made) this.#true.set(key, [...(this.#true.get(key) ?? []), step]);
      // A step that both takes and gives a statement leaves it true.
      for (const key of new Set(changes.filter(isNegated).map(keyOf)))
        if (!made.has(key)) this.#false.set(key, [...(this.#false.get(key) ?? []), step]);
    }
  }

  /** `place` past the last step: at the end. `without`: as if this step were not in the plan. */
  at(place: number, literal: Literal, without: Sound | null = null): Verdict {
    const key = keyOf(literal);
    const [giving, taking] = isNegated(literal) ? [this.#false, this.#true] : [this.#true, this.#false];
    const givers = (giving.get(key) ?? []).filter((s) => s !== without && s.place !== place);
    const threats = (taking.get(key) ?? []).filter((s) => s !== without && s.place !== place);
    if (!givers.some((g) => this.#order.before(g.place, place))) {
      const seen = truthOf(literal, this.#ground.known, this.#ground.world);
      if (seen === null) return { kind: 'unseen' };
      if (!seen)
        return { kind: 'unsupported', perhaps: givers.find((g) => !this.#order.before(place, g.place)) ?? null };
    }
    const threat = threats.find(
      (t) =>
        !this.#order.before(place, t.place) &&
        !givers.some((g) => this.#order.before(t.place, g.place) && this.#order.before(g.place, place)),
    );
    return threat ? { kind: 'threatened', by: threat } : HOLDS;
  }

  /** Steps that make the literal true and always come before the place. */
  giversBefore(place: number, literal: Literal): readonly Sound[] {
    const giving = isNegated(literal) ? this.#false : this.#true;
    return (giving.get(keyOf(literal)) ?? []).filter((g) => this.#order.before(g.place, place));
  }
}
