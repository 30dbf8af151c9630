import type { Atom } from '../atom.ts';
import type { Engine } from '../engine/engine.ts';
import type { Attempts, Bindings, Failure, WhyNot } from '../proof/proof.ts';
import type { Condition, Pattern, Rule } from '../rules/rule.ts';
import { factsFor, Matching, termOf, unify } from './matching.ts';

/** How far the search for failures goes. */
export interface Reach {
  /** How often a missing fact is itself explained. */
  readonly depth: number;
  /** Failures that are told of each rule; the others are counted. */
  readonly most: number;
  /** Conditions looked at for one rule. */
  readonly steps: number;
}

interface End {
  readonly bindings: Bindings;
  readonly condition: Condition;
  /** How many conditions would have to come out otherwise, at least, as far as can be seen. */
  readonly distance: number;
}

const keyOf = ({ bindings, condition }: End, rule: Rule): string =>
  JSON.stringify([rule.body.indexOf(condition), Object.entries(bindings).sort()]);

/** Every try of one rule to conclude one fact, up to the condition that cannot be met. */
class Tries {
  readonly #engine: Engine;
  readonly #rule: Rule;
  readonly #matching: Matching;
  readonly #ends = new Map<string, End>();
  #steps: number;

  constructor(engine: Engine, rule: Rule, steps: number) {
    this.#engine = engine;
    this.#rule = rule;
    this.#matching = new Matching(engine, rule);
    this.#steps = steps;
  }

  /** The ends, nearest first, and whether they are all. */
  from(start: Bindings): { readonly ends: readonly End[]; readonly complete: boolean } {
    this.#go(this.#rule.body, start);
    const ends = [...this.#ends.values()].sort((a, b) => a.distance - b.distance);
    return { ends, complete: this.#steps > 0 };
  }

  #go(rest: readonly Condition[], bindings: Bindings): void {
    const condition = this.#matching.next(rest, bindings);
    if (!condition || this.#steps <= 0) return;
    this.#steps -= 1;
    const others = rest.filter((c) => c !== condition);
    const ways = this.#matching.ways(condition, bindings);
    for (const met of ways) this.#go(others, met);
    if (ways.length > 0) return;
    const end = { bindings, condition, distance: 1 + others.filter((c) => this.#hopeless(c, bindings)).length };
    this.#ends.set(keyOf(end, this.#rule), end);
  }

  /** Can the condition not be met either, whatever the variables without a value stand for? */
  #hopeless(c: Condition, bindings: Bindings): boolean {
    if (c.kind === 'atom') return factsFor(this.#engine, c.atom, bindings).length === 0;
    return this.#matching.next([c], bindings) === c && this.#matching.ways(c, bindings).length === 0;
  }
}

const groundOf = ({ relation, args }: Pattern, bindings: Bindings): Atom | null => {
  const terms = args.map((arg) => termOf(arg, bindings)).filter((term) => term !== undefined);
  return terms.length === args.length ? { relation, args: terms } : null;
};

/** What became of each rule that could conclude a fact that does not hold. `above`: facts that are being explained already. */
export const attemptsAt = (
  engine: Engine,
  claim: Atom,
  reach: Reach,
  above: readonly string[] = [],
): readonly Attempts[] =>
  engine.rules.rules
    .filter(({ head }) => head.relation === claim.relation)
    .map((rule) => {
      const start = unify(rule.head.args, claim.args, {});
      if (start === null) return { rule: rule.name, fits: false, failures: [], others: 0, complete: true };
      const { ends, complete } = new Tries(engine, rule, reach.steps).from(start);
      const failures = ends.slice(0, reach.most).map(({ bindings, condition }): Failure => {
        const lacking = condition.kind === 'atom' ? groundOf(condition.atom, bindings) : null;
        const nested =
          lacking && nestedAt(engine, lacking, reach, [...above, JSON.stringify(claim.args) + claim.relation]);
        return { bindings, condition: rule.body.indexOf(condition), nested };
      });
      return { rule: rule.name, fits: true, failures, others: ends.length - failures.length, complete };
    });

const nestedAt = (engine: Engine, claim: Atom, reach: Reach, above: readonly string[]): WhyNot | null => {
  const derived = engine.rules.rules.some(({ head }) => head.relation === claim.relation);
  const again = above.includes(JSON.stringify(claim.args) + claim.relation);
  // A fact may hold and its valid time be what is missing.
  if (!derived || again || reach.depth <= 0 || engine.holds(claim)) return null;
  const { relation, args } = claim;
  const attempts = attemptsAt(engine, claim, { ...reach, depth: reach.depth - 1 }, above);
  return { claim: { relation, args }, now: engine.now, attempts, missing: null };
};
