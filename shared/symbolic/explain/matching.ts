import type { Term } from '../atom.ts';
import { aggregateOf } from '../engine/aggregate-of.ts';
import type { Engine } from '../engine/engine.ts';
import type { Fact } from '../engine/fact.ts';
import type { Bindings } from '../proof/proof.ts';
import { compare, evaluate } from '../rules/evaluate.ts';
import type { AggregateCondition, Argument, AtomCondition, Condition, Pattern, Rule } from '../rules/rule.ts';
import { bindsVariable } from '../rules/safety.ts';
import { groupOf, ofCondition } from '../rules/variables.ts';

/** What an argument stands for; undefined: not known yet, or anything. */
export const termOf = (arg: Argument, bindings: Bindings): Term | undefined => {
  if (arg.kind === 'constant') return arg.value;
  return arg.kind === 'variable' && Object.hasOwn(bindings, arg.name) ? bindings[arg.name] : undefined;
};

const unifyOne = (arg: Argument, term: Term | undefined, bindings: Bindings): Bindings | null => {
  if (term === undefined) return null;
  if (arg.kind === 'wildcard') return bindings;
  const known = termOf(arg, bindings);
  if (known !== undefined) return known === term ? bindings : null;
  return arg.kind === 'variable' ? { ...bindings, [arg.name]: term } : null;
};

/** The bindings with which the arguments stand for the terms, or null. */
export const unify = (args: readonly Argument[], terms: readonly Term[], bindings: Bindings): Bindings | null =>
  args.reduce<Bindings | null>((met, arg, i) => met && unifyOne(arg, terms[i], met), bindings);

/** The facts that fit a pattern, as far as it is known. */
export const factsFor = (engine: Engine, { relation, args }: Pattern, bindings: Bindings): readonly Fact[] => {
  const wanted = args.map((arg) => termOf(arg, bindings) ?? null);
  return [...engine.facts({ relation, args: wanted })].filter((fact) => unify(args, fact.args, bindings) !== null);
};

/** Looks at conditions one after the other, in an order that depends on nothing but the rule and what is known. */
export class Matching {
  readonly #engine: Engine;
  readonly #rule: Rule;

  constructor(engine: Engine, rule: Rule) {
    this.#engine = engine;
    this.#rule = rule;
  }

  /** The condition to look at next: what is known already before facts, else in the order of the rule. */
  next(rest: readonly Condition[], bindings: Bindings): Condition | undefined {
    const known = new Set(Object.keys(bindings));
    const all = (names: readonly string[]): boolean => names.every((name) => known.has(name));
    const ready = rest.find((c) => {
      if (c.kind === 'atom') return false;
      if (c.kind === 'aggregate') return all(this.#group(c));
      return all(ofCondition(c)) || bindsVariable(c, known) !== null;
    });
    return ready ?? rest.find(({ kind }) => kind === 'atom');
  }

  /** The bindings with which a condition is met. */
  ways(c: Condition, bindings: Bindings): readonly Bindings[] {
    switch (c.kind) {
      case 'atom':
        return factsFor(this.#engine, c.atom, bindings).flatMap((fact) => this.#during(c, fact, bindings));
      case 'absent':
        return factsFor(this.#engine, c.atom, bindings).length > 0 ? [] : [bindings];
      case 'comparison': {
        const binding = bindsVariable(c, new Set(Object.keys(bindings)));
        const value = (e: typeof c.left): Term | undefined => evaluate(e, (name) => bindings[name], this.#engine.now);
        if (binding) {
          const term = value(binding.value);
          return term === undefined ? [] : [{ ...bindings, [binding.name]: term }];
        }
        const [a, b] = [value(c.left), value(c.right)];
        return a !== undefined && b !== undefined && compare(c.op, a, b) ? [bindings] : [];
      }
      case 'aggregate': {
        const value = aggregateOf(
          c.function,
          this.members(c, bindings).map(([first]) => first as number),
        );
        const met = Number.isFinite(value) ? unifyOne(c.result, value, bindings) : null;
        return met ? [met] : [];
      }
    }
  }

  /** The distinct tuples that a count goes over. */
  members(c: AggregateCondition, bindings: Bindings): readonly (readonly Term[])[] {
    const group = Object.fromEntries(this.#group(c).map((name) => [name, bindings[name] as Term]));
    const found = new Map<string, readonly Term[]>();
    for (const met of this.#solutions(c.where, group)) {
      const tuple = c.of.map(({ name }) => met[name] as Term);
      found.set(JSON.stringify(tuple), tuple);
    }
    return [...found.values()];
  }

  *#solutions(rest: readonly Condition[], bindings: Bindings): Iterable<Bindings> {
    const next = this.next(rest, bindings);
    if (!next) {
      yield bindings;
      return;
    }
    const others = rest.filter((c) => c !== next);
    for (const met of this.ways(next, bindings)) yield* this.#solutions(others, met);
  }

  #group(c: AggregateCondition): readonly string[] {
    return groupOf(c, this.#rule.head, this.#rule.body);
  }

  #during({ atom, since, until }: AtomCondition, fact: Fact, bindings: Bindings): readonly Bindings[] {
    const met = unify(atom.args, fact.args, bindings);
    if (met === null || (!since && !until)) return met ? [met] : [];
    const told = this.#engine.told(fact.id);
    const begun = since ? unifyOne(since, told?.from, met) : met;
    const ended = begun && until ? unifyOne(until, told?.until, begun) : begun;
    return ended ? [ended] : [];
  }
}
