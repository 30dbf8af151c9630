import { keyOf, type Atom, type Term } from '../atom.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineRefused } from '../engine/meter.ts';
import type { Bindings, Change } from '../proof/proof.ts';
import { compare, evaluate } from '../rules/evaluate.ts';
import type { Argument, ColumnType, ComparisonCondition, Condition, Pattern, Rule } from '../rules/rule.ts';
import { factsFor, Matching, termOf, unify } from './matching.ts';
import { undoing } from './undoing.ts';

const MOST_STEPS = 20_000;
const MOST_MATCHES = 20;
const MOST_CHANGES = 4;
const DEEPEST = 4;
const MOST_EXAMPLES = 4;
/** What stands for a value that may be anything. */
const EXAMPLES: Readonly<Record<ColumnType, readonly Term[]>> = {
  text: ['…'],
  number: [0, 1],
  time: [0],
  flag: [true, false],
  any: ['…'],
};

/** The pattern with a variable in each gap. No written variable has a space in its name. */
const opened = ({ relation, args }: Pattern): Pattern => ({
  relation,
  args: args.map((arg, i) => (arg.kind === 'wildcard' ? { kind: 'variable', name: `gap ${relation} ${i}` } : arg)),
});

/** Bindings that meet something if the facts of `add` were told and those of `remove` taken back. */
interface Way extends Change {
  readonly bindings: Bindings;
}

/** A fact that is wanted, and what was supposed already on the way to it. */
interface Goal {
  readonly pattern: Pattern;
  readonly supposed: readonly Atom[];
}

const costOf = ({ add, remove }: Change): number => add.length + remove.length;
const onto = (way: Way, { bindings, add, remove }: Way): Way => ({
  bindings,
  add: [...way.add, ...add.filter((a) => !way.add.some((b) => keyOf(a) === keyOf(b)))],
  remove: [...way.remove, ...remove.filter((a) => !way.remove.some((b) => keyOf(a) === keyOf(b)))],
});

/**
 * Looks for the fewest told facts that would make a claim hold: as a proof is looked for from the claim down, but a fact
 * that no rule gives may be supposed, and what must be absent may be taken back. With growing cost (iterative deepening),
 * so that the first change found is a smallest one within the bounds of the search. Abduction in the sense of Kakas,
 * Kowalski and Toni, "Abductive logic programming" (1992). Each candidate is tried on the engine before it is believed.
 */
export class Abduction {
  readonly #engine: Engine;
  #steps = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The change, or null where none was found. */
  smallest(claim: Atom): Change | null {
    const args = claim.args.map((value): Argument => ({ kind: 'constant', value }));
    for (let cost = 1; cost <= MOST_CHANGES; cost++) {
      this.#steps = MOST_STEPS;
      const tried = new Set<string>();
      for (const way of this.#achieve(
        { pattern: { relation: claim.relation, args }, supposed: [] },
        {},
        cost,
        DEEPEST,
      )) {
        const change = this.#pruned(way);
        const key = JSON.stringify([change.add.map(keyOf).sort(), change.remove.map(keyOf).sort()]);
        if (costOf(change) === 0 || tried.has(key)) continue;
        tried.add(key);
        if (this.#suffices(claim, change)) return change;
      }
    }
    return null;
  }

  #suffices(claim: Atom, { add, remove }: Change): boolean {
    try {
      return this.#engine.suppose({ retract: remove, assert: add }, (after) => after.holds(claim));
    } catch (error) {
      // A value may not fit its column, and a change may have more consequences than are allowed: then it is none.
      if (error instanceof EngineRefused) return false;
      throw error;
    }
  }

  #pruned({ add, remove }: Way): Change {
    return { add: add.filter((fact) => !this.#engine.holds(fact)), remove };
  }

  /** Ways to make a fact hold that fits the pattern. */
  *#achieve(goal: Goal, bindings: Bindings, cost: number, depth: number): Iterable<Way> {
    if ((this.#steps -= 1) < 0) return;
    const { pattern, supposed } = goal;
    const same = supposed.filter(({ relation }) => relation === pattern.relation);
    for (const fact of [...same, ...factsFor(this.#engine, pattern, bindings).slice(0, MOST_MATCHES)]) {
      const met = unify(pattern.args, fact.args, bindings);
      if (met) yield { bindings: met, add: [], remove: [] };
    }
    if (cost < 1) return;
    const rules = this.#engine.rules.rules.filter(({ head }) => head.relation === pattern.relation);
    if (depth > 0) for (const rule of rules) yield* this.#conclude(rule, goal, bindings, cost, depth - 1);
    if (rules.length === 0 || depth === 0) yield* this.#suppose(pattern, bindings);
  }

  *#conclude(rule: Rule, { pattern, supposed }: Goal, bindings: Bindings, cost: number, depth: number): Iterable<Way> {
    let start: Bindings | null = {};
    rule.head.args.forEach((arg, i) => {
      const given = pattern.args[i];
      const term = given && termOf(given, bindings);
      if (term !== undefined) start = start && unify([arg], [term], start);
    });
    if (start === null) return;
    const before = { bindings: start, add: supposed, remove: [] };
    for (const way of this.#satisfy(rule, rule.body, before, cost + supposed.length, depth)) {
      const terms = rule.head.args.map((arg) => termOf(arg, way.bindings));
      const met = terms.includes(undefined) ? null : unify(pattern.args, terms as Term[], bindings);
      if (met) yield { ...way, bindings: met };
    }
  }

  /** Ways to meet all conditions. */
  *#satisfy(rule: Rule, rest: readonly Condition[], way: Way, cost: number, depth: number): Iterable<Way> {
    if ((this.#steps -= 1) < 0) return;
    const matching = new Matching(this.#engine, rule);
    const condition = matching.next(rest, way.bindings);
    if (!condition) {
      yield way;
      return;
    }
    const others = rest.filter((c) => c !== condition);
    const left = cost - costOf(way);
    for (const next of this.#meet(rule, matching, condition, way, left, depth)) {
      const both = onto(way, next);
      if (costOf(both) <= cost) yield* this.#satisfy(rule, others, both, cost, depth);
    }
  }

  *#meet(
    rule: Rule,
    matching: Matching,
    c: Condition,
    { bindings, add }: Way,
    cost: number,
    depth: number,
  ): Iterable<Way> {
    if (c.kind === 'atom' && !c.since && !c.until) {
      const goal = { pattern: c.atom, supposed: add };
      yield* this.#achieve(goal, bindings, cost, depth);
      const open = { pattern: opened(c.atom), supposed: add };
      const missing = open.pattern.args.flatMap((a) =>
        a.kind === 'variable' && !(a.name in bindings) ? [a.name] : [],
      );
      if (cost > 0 && missing.length > 0) yield* this.#filled(rule, open, bindings, [...new Set(missing)], cost, depth);
      return;
    }
    const ways = matching.ways(c, bindings);
    for (const met of ways) yield { bindings: met, add: [], remove: [] };
    if (c.kind !== 'absent' || ways.length > 0 || cost < 1) return;
    const remove = new Map<string, Atom>();
    for (const fact of factsFor(this.#engine, c.atom, bindings)) {
      if (remove.size > cost) return;
      const told = undoing(this.#engine, fact);
      if (told === null) return;
      for (const one of told) remove.set(keyOf(one), { relation: one.relation, args: one.args });
    }
    yield { bindings, add: [], remove: [...remove.values()] };
  }

  /** Supposes a fact whose variables have a value. */
  *#suppose({ relation, args }: Pattern, bindings: Bindings): Iterable<Way> {
    const terms = args.map((arg) => termOf(arg, bindings));
    const whole = terms.filter((term) => term !== undefined);
    if (whole.length === args.length) yield { bindings, add: [{ relation, args: whole }], remove: [] };
  }

  /** Tries values that the rule's comparisons ask for, for variables that nothing else gives one. */
  *#filled(
    rule: Rule,
    goal: Goal,
    bindings: Bindings,
    missing: readonly string[],
    cost: number,
    depth: number,
  ): Iterable<Way> {
    const [name, ...others] = missing;
    if (name === undefined) {
      yield* this.#achieve(goal, bindings, cost, depth);
      return;
    }
    for (const term of this.#candidates(rule, goal.pattern, name, bindings))
      yield* this.#filled(rule, goal, { ...bindings, [name]: term }, others, cost, depth);
  }

  /**
   * Values worth a try: those the comparisons ask for; of a text one that stands for any, before those that other facts have or
   * that are in play, since a text of another kind would fit as well and mean nothing.
   */
  #candidates(rule: Rule, atom: Pattern, name: string, bindings: Bindings): readonly Term[] {
    const asked = rule.body.flatMap((c) => (c.kind === 'comparison' ? this.#asked(c, name, bindings) : []));
    const places = [atom, ...rule.body.flatMap((c) => (c.kind === 'atom' ? [c.atom] : []))].flatMap((p) =>
      p.args.flatMap((arg, i) => (arg.kind === 'variable' && arg.name === name ? [{ relation: p.relation, i }] : [])),
    );
    const seen = places.flatMap(({ relation, i }) => {
      const facts = [...this.#engine.facts({ relation })].slice(0, MOST_MATCHES);
      return [...new Set(facts.flatMap(({ args }) => args[i] ?? []))].slice(0, MOST_EXAMPLES);
    });
    const constants = rule.body.flatMap((c) =>
      c.kind === 'atom' ? c.atom.args.flatMap((arg) => (arg.kind === 'constant' ? [arg.value] : [])) : [],
    );
    const [place] = places;
    const type = this.#engine.rules.relations.find((r) => r.name === place?.relation)?.columns[place?.i ?? 0]?.type;
    // A moment that anything may have happened at is now: the beginning of the calendar would only puzzle.
    const any = type === 'time' ? [this.#engine.now] : EXAMPLES[type ?? 'any'];
    return type === 'text'
      ? [...new Set([...asked, ...constants, ...any, ...seen, ...Object.values(bindings)])]
      : [...new Set([...asked, ...Object.values(bindings), ...constants, ...seen, ...any])];
  }

  /** Values with which the comparison holds. */
  #asked(c: ComparisonCondition, name: string, bindings: Bindings): readonly Term[] {
    const now = this.#engine.now;
    const value = (e: typeof c.left, all: Bindings): Term | undefined => evaluate(e, (name) => all[name], now);
    const holds = (term: Term): boolean => {
      const [a, b] = [c.left, c.right].map((side) => value(side, { ...bindings, [name]: term }));
      return a !== undefined && b !== undefined && compare(c.op, a, b);
    };
    // The edge of a linear comparison lies where both sides are equal: two points of their difference give it.
    const at = (x: number): number => {
      const [a, b] = [c.left, c.right].map((side) => value(side, { ...bindings, [name]: x }));
      return typeof a === 'number' && typeof b === 'number' ? a - b : NaN;
    };
    const slope = at(1) - at(0);
    const edge = Number.isFinite(slope) && slope !== 0 ? [-at(0) / slope] : [];
    const near = edge.flatMap((x) => [x, Math.floor(x), Math.ceil(x), Math.floor(x) + 1, Math.ceil(x) - 1]);
    const texts = [c.left, c.right].map((side) => value(side, bindings)).filter((side) => side !== undefined);
    return [...near, ...texts].map((term) => (term === 0 ? 0 : term)).filter(holds);
  }
}
