import type { Atom } from '../../symbolic/atom.ts';
import { statusOf, type Fact } from '../../symbolic/facts/fact.ts';
import type { ContextView, FactView, RelationView, RuleView, StateGraph } from '../../protocol/knowledge.ts';
import { queryEvents } from '../../symbolic/events/event-query.ts';
import { printRule } from '../../symbolic/rules/print.ts';
import { derivedId, sayDerived, worthOf } from './derived.ts';
import type { Memory } from './memory.ts';
import type { Reasoner } from './reasoner.ts';
import { asSentence, capital, saySource } from './words.ts';

/** A fact that was told, seen or done. A negated one is shown by its sentence. */
export const viewFact = (fact: Fact, memory: Memory, now: number): FactView => ({
  id: fact.id,
  relation: fact.literal.relation,
  args: [...fact.literal.args],
  say: asSentence(memory.say(fact.literal)),
  context: fact.context,
  validFrom: fact.validFrom,
  validUntil: fact.ending?.until ?? fact.validUntil,
  observedAt: fact.observedAt,
  expiresAt: fact.expiresAt,
  source: saySource(fact.source),
  trust: fact.trust,
  confidence: fact.confidence,
  derived: false,
  status: statusOf(fact, now),
});

/** A fact that a rule gives now, or gave. */
export const viewDerived = (atom: Atom, memory: Memory, reasoner: Reasoner, now: number, home: string): FactView => {
  const { engine } = reasoner;
  const node = memory.graph.get(derivedId(atom));
  const id = engine.find(atom)?.id;
  const derivation = id === undefined ? null : engine.derivation(id);
  const { trust, confidence, expiresAt, context } = worthOf(atom, memory, reasoner);
  return {
    id: derivedId(atom),
    relation: atom.relation,
    args: [...atom.args],
    say: asSentence(memory.readable(sayDerived(atom, engine.rules, home))),
    context,
    validFrom: node?.at ?? now,
    validUntil: node?.until ?? null,
    observedAt: node?.at ?? now,
    expiresAt,
    source: derivation ? `the rule “${derivation.rule.replaceAll('-', ' ')}”` : 'a rule',
    trust,
    confidence,
    derived: true,
    status: id === undefined ? 'retracted' : 'holds',
  };
};

export interface GraphQuery {
  readonly context?: string | undefined;
  readonly at?: number | undefined;
  readonly search?: string | undefined;
  readonly limit: number;
}

/** Rules are of every time: they are as old as the program. */
const TIMELESS = 0;

const contextViews = (memory: Memory, at: number): ContextView[] => {
  const counts = new Map<string, number>();
  for (const fact of memory.facts.asOf({ valid: at, known: at }))
    counts.set(fact.context, (counts.get(fact.context) ?? 0) + 1);
  return [...memory.facts.contexts.all()].map(({ id, parent, label }) => ({
    id,
    parent,
    label,
    facts: counts.get(id) ?? 0,
  }));
};

export const viewGraph = (memory: Memory, query: GraphQuery, now: number): StateGraph => {
  const { graph, facts } = memory;
  const at = query.at ?? now;
  const { context } = query;
  const within = (id: string): boolean => context === undefined || facts.contexts.isInside(id, context);
  const words = (query.search ?? '').split(/\s+/u).filter((word) => word !== '');
  const { nodes, edges, total } = queryEvents(graph, { at, within, words, limit: query.limit });
  let from = now;
  for (const node of graph.nodes()) if (node.at > TIMELESS && node.at < from) from = node.at;
  return {
    // A goal is in the person's own words.
    nodes: nodes.map((node) => (node.kind === 'goal' ? node : { ...node, label: capital(node.label) })),
    edges: [...edges],
    contexts: contextViews(memory, at),
    at,
    from,
    to: now,
    total,
  };
};

export const addRuleNodes = ({ graph }: Memory, { engine }: Reasoner): void => {
  for (const { name } of engine.rules.rules)
    graph.add({
      id: `rule:${name}`,
      kind: 'rule',
      label: name.replaceAll('-', ' '),
      context: 'world',
      at: TIMELESS,
      until: null,
    });
};

/** Every rule, with how many facts rest on it and how many it gave since `midnight`. */
export const viewRules = (memory: Memory, { engine }: Reasoner, midnight: number): RuleView[] =>
  engine.rules.rules.map((rule) => {
    const given = memory.graph.edgesTo(`rule:${rule.name}`).flatMap(({ from }) => memory.graph.get(from) ?? []);
    return {
      name: rule.name,
      text: printRule(rule),
      say: asSentence(rule.says ?? rule.name.replaceAll('-', ' ')),
      holds: engine.supportedBy(rule.name),
      today: given.filter((node) => node.at >= midnight).length,
    };
  });

/** Every relation that a fact may be of, those that rules give included. */
export const viewRelations = (reasoner: Reasoner): RelationView[] =>
  reasoner.engine.rules.relations.map(({ name, columns, says }) => ({
    name,
    args: columns.map((column) => ({ name: column.name, type: column.type })),
    say: asSentence(says ?? name.replaceAll('-', ' ')),
    derived: reasoner.isDerived(name),
  }));
