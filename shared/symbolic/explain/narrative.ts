import type { Atom } from '../atom.ts';
import type { Attempts, Proof, ProofNode, WhyNot } from '../proof/proof.ts';
import type { Condition, Rule, RuleSet } from '../rules/rule.ts';
import { Sentences, type FormatTerm } from './sentence.ts';

/**
 * `claim`: a fact that follows. `rule`: the rule by which it does. `told`: a fact that somebody told or saw. `condition`: a
 * comparison, an absence or a count that is met. `missing`: a fact that does not hold. `contradiction`: a fact that holds and
 * must not. `unmet`: a comparison or count that fails. `above`: said before.
 */
export type LineKind = 'claim' | 'rule' | 'told' | 'condition' | 'missing' | 'contradiction' | 'unmet' | 'above';

/** One sentence; `depth` indents it under the sentence that it supports. */
export interface NarrativeLine {
  readonly depth: number;
  readonly say: string;
  readonly kind: LineKind;
  /** The fact it is about, where it is one. */
  readonly fact: Atom | null;
}

export interface Narrative {
  readonly answer: string;
  /** What the last rule says of it, or the facts that it rests on; null where it was told. */
  readonly because: string | null;
  readonly lines: readonly NarrativeLine[];
}

const MOST_LINES = 2000;

/** Writes an explanation down, line by line. */
class Narrator {
  lines: NarrativeLine[] = [];
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly sentences: Sentences;

  constructor(rules: RuleSet, format?: FormatTerm) {
    this.#rules = new Map(rules.rules.map((rule) => [rule.name, rule]));
    this.sentences = new Sentences(rules, format);
  }

  rule(name: string): Rule | undefined {
    return this.#rules.get(name);
  }

  /** The lines that `write` writes, without having them among the others. */
  apart(write: () => void): readonly NarrativeLine[] {
    const before = this.lines;
    this.lines = [];
    write();
    const written = this.lines;
    this.lines = before;
    return written;
  }

  line(depth: number, kind: LineKind, say: string, fact: Atom | null = null): void {
    if (this.lines.length < MOST_LINES) this.lines.push({ depth, say, kind, fact });
  }
}

const title = (name: string): string => name.replaceAll('-', ' ');

const isTrivial = (c: Condition): boolean =>
  c.kind === 'comparison' && c.op === '=' && [c.left, c.right].some(({ kind }) => kind === 'variable');

/** The rule that gave a fact, and the sentences of its conditions that are no facts. The first rule's sentence is the answer already. */
const conditions = (narrator: Narrator, node: ProofNode & { kind: 'derived' }, depth: number): readonly number[] => {
  const rule = narrator.rule(node.rule);
  if (!rule) return [];
  const says = depth === 1 ? null : narrator.sentences.rule(rule, node.bindings);
  narrator.line(depth, 'rule', says ?? `by the rule “${title(rule.name)}”`);
  const facts: number[] = [];
  rule.body.forEach((c, i) => {
    const met = node.conditions[i];
    if (met?.kind === 'fact') facts.push(met.node);
    // That a name stands for a value says nothing.
    else if (!isTrivial(c)) narrator.line(depth, 'condition', narrator.sentences.condition(rule, c, node.bindings));
  });
  return facts;
};

/** Why the last fact of a proof follows, in one sentence. */
const becauseOf = (narrator: Narrator, { nodes }: Proof): string | null => {
  const last = nodes.at(-1);
  const rule = last?.kind === 'derived' ? narrator.rule(last.rule) : undefined;
  if (last?.kind !== 'derived' || !rule) return null;
  const facts = last.conditions.flatMap((met) => (met.kind === 'fact' ? (nodes[met.node]?.fact ?? []) : []));
  return (
    narrator.sentences.rule(rule, last.bindings) ??
    (facts.length === 0 ? null : facts.map((fact) => narrator.sentences.fact(fact)).join(', and '))
  );
};

/** Why a fact holds, as an indented list: each fact, the rule that gives it, and below that what the rule rests on. */
export const narrateWhy = (rules: RuleSet, proof: Proof, format?: FormatTerm): Narrative => {
  const { claim, nodes } = proof;
  const narrator = new Narrator(rules, format);
  const said = new Set<number>();
  const open: { readonly node: number; readonly depth: number }[] = [{ node: nodes.length - 1, depth: 0 }];
  for (let top = open.pop(); top; top = open.pop()) {
    const { depth } = top;
    const node = nodes[top.node];
    if (!node) continue;
    const sentence = narrator.sentences.fact(node.fact);
    if (said.has(top.node)) {
      narrator.line(depth, 'above', `${sentence} (see above)`, node.fact);
      continue;
    }
    said.add(top.node);
    if (node.kind === 'told') narrator.line(depth, 'told', sentence, node.fact);
    else {
      narrator.line(depth, 'claim', sentence, node.fact);
      const facts = conditions(narrator, node, depth + 1);
      for (const fact of facts.toReversed()) open.push({ node: fact, depth: depth + 1 });
    }
  }
  return { answer: narrator.sentences.fact(claim), because: becauseOf(narrator, proof), lines: narrator.lines };
};

const failureOf = (
  { sentences }: Narrator,
  rule: Rule,
  c: Condition,
  bindings: Parameters<Sentences['rule']>[1],
): readonly [LineKind, string] => {
  switch (c.kind) {
    case 'atom':
      return ['missing', `it is not known that ${sentences.condition(rule, c, bindings)}`];
    case 'absent':
      return ['contradiction', `against it: ${sentences.present(c, bindings)}`];
    case 'comparison':
      return ['unmet', sentences.failed(rule, c, bindings)];
    case 'aggregate':
      return ['unmet', `it is not so that ${sentences.condition(rule, c, bindings)}`];
  }
};

const tell = (narrator: Narrator, { claim, attempts }: WhyNot, depth: number): void => {
  if (attempts.length === 0) narrator.line(depth, 'missing', 'Nobody has said so, and no rule gives it.', claim);
  const fitting = attempts.filter(({ fits }) => fits);
  if (attempts.length > 0 && fitting.length === 0)
    narrator.line(depth, 'missing', 'Rules give the like, but none of them gives this.', claim);
  // One heading for all that failed by one rule, and for rules that lack the same.
  const lacks = new Map<string, { readonly names: string[]; readonly lines: readonly NarrativeLine[] }>();
  for (const tried of fitting) {
    const rule = narrator.rule(tried.rule);
    if (!rule) continue;
    const lines = narrator.apart(() => tellTries(narrator, rule, tried, depth + 1));
    const key = JSON.stringify(lines.map(({ depth: at, say }) => [at, say]));
    const same = lacks.get(key);
    if (same) same.names.push(title(rule.name));
    else lacks.set(key, { names: [title(rule.name)], lines });
  }
  for (const { names, lines } of lacks.values()) {
    if (lines.length === 0) continue;
    const [last = '', ...first] = names.map((name) => `“${name}”`).toReversed();
    const which = first.length === 0 ? last : `${first.toReversed().join(', ')} and ${last}`;
    narrator.line(
      depth,
      'rule',
      `The rule${first.length === 0 ? '' : 's'} ${which} ${first.length === 0 ? 'does' : 'do'} not give it:`,
    );
    for (const { depth: at, kind, say, fact } of lines) narrator.line(at, kind, say, fact);
  }
};

/** What each try of one rule lacks. */
const tellTries = (narrator: Narrator, rule: Rule, { failures, others }: Attempts, depth: number): void => {
  for (const { bindings, condition, nested } of failures) {
    const c = rule.body[condition];
    if (!c) continue;
    const [kind, say] = failureOf(narrator, rule, c, bindings);
    narrator.line(depth, kind, say, nested?.claim ?? null);
    if (nested) tell(narrator, nested, depth + 1);
  }
  if (others > 0)
    narrator.line(depth, 'rule', `${others === 1 ? 'One more try' : `${others} more tries`} of this rule failed, too.`);
};

/** Why a fact does not hold, as an indented list: each rule that could give it, and what it lacks. */
export const narrateWhyNot = (rules: RuleSet, whyNot: WhyNot, format?: FormatTerm): Narrative => {
  const narrator = new Narrator(rules, format);
  tell(narrator, whyNot, 0);
  const answer = `it is not known that ${narrator.sentences.fact(whyNot.claim)}`;
  return { answer, because: null, lines: narrator.lines };
};
