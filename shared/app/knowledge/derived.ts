import { tilde } from '../../planning/words.ts';
import { keyOf, type Atom, type Term } from '../../symbolic/atom.ts';
import type { Engine } from '../../symbolic/engine/engine.ts';
import type { Derivation } from '../../symbolic/engine/fact.ts';
import { WORLD } from '../../symbolic/facts/context.ts';
import type { Fact } from '../../symbolic/facts/fact.ts';
import { jointConfidence, leastTrust, type Trust } from '../../symbolic/facts/trust.ts';
import type { Argument, RuleSet } from '../../symbolic/rules/rule.ts';
import type { Memory } from './memory.ts';
import type { Conclusions, Reasoner } from './reasoner.ts';
import { sayText } from './words.ts';

/** How a derived fact is called in the graph and in commands. */
export const derivedId = (atom: Atom): string => `=${keyOf(atom)}`;

const fill = (sentence: string, values: Readonly<Record<string, Term>>, home: string): string =>
  sentence.replace(/\{([^{}]+)\}/gu, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? value.toLocaleString('en') : sayText(tilde(String(value), home));
  });

/** A derived fact as a sentence without its full stop. */
export const sayDerived = ({ relation, args }: Atom, { relations }: RuleSet, home: string): string => {
  const declared = relations.find(({ name }) => name === relation);
  if (declared?.says === undefined) return keyOf({ relation, args });
  const values = Object.fromEntries(declared.columns.map(({ name }, i) => [name, args[i] ?? '']));
  return fill(declared.says, values, home);
};

/** What a rule says where its variables have these values. */
export const sayRule = (
  { rule, bindings }: Pick<Derivation, 'rule' | 'bindings'>,
  { rules }: RuleSet,
  home: string,
): string => fill(rules.find(({ name }) => name === rule)?.says ?? `the rule ${rule}`, bindings, home);

/** What a derived fact is worth: no more than what it rests on. */
export interface Worth {
  readonly trust: Trust;
  readonly confidence: number;
  /** When the first of what it rests on will have been seen too long ago. */
  readonly expiresAt: number | null;
  readonly context: string;
  /** The facts it rests on in the end. */
  readonly roots: readonly Fact[];
}

/** The facts that a derivation rests on, those that were counted included. */
const supportsOf = ({ rule: name, bindings, conditions }: Derivation, engine: Engine): readonly Atom[] => {
  const rule = engine.rules.rules.find((one) => one.name === name);
  return conditions.flatMap((met, i): readonly Atom[] => {
    if (met.kind === 'fact') return [engine.fact(met.fact) ?? []].flat();
    const counted = rule?.body[i];
    if (met.kind !== 'aggregate' || counted?.kind !== 'aggregate') return [];
    return met.members.flatMap((member) => {
      const known = new Map([
        ...Object.entries(bindings),
        ...counted.of.map((v, j) => [v.name, member[j] ?? null] as const),
      ]);
      const value = (arg: Argument): Term | null =>
        arg.kind === 'constant' ? arg.value : arg.kind === 'variable' ? (known.get(arg.name) ?? null) : null;
      return counted.where.flatMap((inner) =>
        inner.kind === 'atom'
          ? [...engine.facts({ relation: inner.atom.relation, args: inner.atom.args.map(value) })]
          : [],
      );
    });
  });
};

/** Follows the recorded derivation of a fact to the facts that were told. */
export const worthOf = (atom: Atom, memory: Memory, { engine }: Reasoner): Worth => {
  const roots = new Map<string, Fact>();
  const seen = new Set<string>();
  const waiting: Atom[] = [atom];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const key = keyOf(next);
    if (seen.has(key)) continue;
    seen.add(key);
    const told = memory.said(next);
    if (told) roots.set(told.id, told);
    const id = engine.find(next)?.id;
    const derivation = told || id === undefined ? null : engine.derivation(id);
    if (derivation) waiting.push(...supportsOf(derivation, engine));
  }
  const facts = [...roots.values()];
  const end = Math.min(...facts.map((f) => f.expiresAt ?? Infinity));
  return {
    trust: leastTrust(facts.map((f) => f.trust)),
    confidence: jointConfidence(facts.map((f) => f.confidence)),
    expiresAt: Number.isFinite(end) ? end : null,
    context: memory.facts.contexts.joint(facts.map((f) => f.context)),
    roots: facts,
  };
};

/** Where what follows holds, where there is nothing but the world: no derivation has to be followed to find out. */
const AT_LARGE = { context: WORLD.id };

/** Puts what began and ceased to follow into the graph, with the rule and the facts behind it. */
export const recordConclusions = (
  { began, ceased }: Conclusions,
  memory: Memory,
  reasoner: Reasoner,
  at: number,
  home: string,
): void => {
  const { graph } = memory;
  const { engine } = reasoner;
  for (const fact of ceased) graph.end(derivedId(fact), at);
  for (const fact of began) {
    const id = derivedId(fact);
    const { context } = memory.facts.contexts.isOnlyWorld ? AT_LARGE : worthOf(fact, memory, reasoner);
    const label = memory.readable(sayDerived(fact, engine.rules, home));
    graph.add({ id, kind: 'fact', label, context, at, until: null });
    const derivation = engine.derivation(fact.id);
    if (!derivation) continue;
    graph.link(id, 'derived-from', `rule:${derivation.rule}`);
    for (const condition of derivation.conditions) {
      const support = condition.kind === 'fact' ? engine.fact(condition.fact) : undefined;
      if (!support) continue;
      const node = memory.said(support)?.id ?? derivedId(support);
      graph.link(id, 'derived-from', node);
    }
  }
};
