import type { Atom } from '../atom.ts';
import type { Proof, ProofNode, WhyNot } from '../proof/proof.ts';
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
  readonly lines: readonly NarrativeLine[];
}

const MOST_LINES = 2000;

/** Writes an explanation down, line by line. */
class Narrator {
  readonly lines: NarrativeLine[] = [];
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly sentences: Sentences;

  constructor(rules: RuleSet, format?: FormatTerm) {
    this.#rules = new Map(rules.rules.map((rule) => [rule.name, rule]));
    this.sentences = new Sentences(rules, format);
  }

  rule(name: string): Rule | undefined {
    return this.#rules.get(name);
  }

  line(depth: number, kind: LineKind, say: string, fact: Atom | null = null): void {
    if (this.lines.length < MOST_LINES) this.lines.push({ depth, say, kind, fact });
  }
}

const title = (name: string): string => name.replaceAll('-', ' ');

/** The rule that gave a fact, and the sentences of its conditions that are no facts. */
const conditions = (narrator: Narrator, node: ProofNode & { kind: 'derived' }, depth: number): readonly number[] => {
  const rule = narrator.rule(node.rule);
  if (!rule) return [];
  const says = narrator.sentences.rule(rule, node.bindings);
  narrator.line(
    depth,
    'rule',
    says === null ? `By the rule “${title(rule.name)}”.` : `By the rule “${title(rule.name)}”: ${says}`,
  );
  const facts: number[] = [];
  rule.body.forEach((c, i) => {
    const met = node.conditions[i];
    if (met?.kind === 'fact') facts.push(met.node);
    else narrator.line(depth, 'condition', narrator.sentences.condition(rule, c, node.bindings));
  });
  return facts;
};

/** Why a fact holds, as an indented list: each fact, the rule that gives it, and below that what the rule rests on. */
export const narrateWhy = (rules: RuleSet, { claim, nodes }: Proof, format?: FormatTerm): Narrative => {
  const narrator = new Narrator(rules, format);
  const said = new Set<number>();
  const open: { readonly node: number; readonly depth: number }[] = [{ node: nodes.length - 1, depth: 0 }];
  for (let top = open.pop(); top; top = open.pop()) {
    const { depth } = top;
    const node = nodes[top.node];
    if (!node) continue;
    const sentence = narrator.sentences.fact(node.fact);
    if (node.kind === 'told') narrator.line(depth, 'told', sentence, node.fact);
    else if (said.has(top.node)) narrator.line(depth, 'above', `${sentence} (see above)`, node.fact);
    else {
      said.add(top.node);
      narrator.line(depth, 'claim', sentence, node.fact);
      const facts = conditions(narrator, node, depth + 1);
      for (const fact of facts.toReversed()) open.push({ node: fact, depth: depth + 1 });
    }
  }
  return { answer: narrator.sentences.fact(claim), lines: narrator.lines };
};

const failureOf = (
  narrator: Narrator,
  rule: Rule,
  c: Condition,
  bindings: Parameters<Sentences['rule']>[1],
): readonly [LineKind, string] => {
  const say = narrator.sentences.condition(rule, c, bindings);
  if (c.kind === 'atom') return ['missing', `Missing: ${say}`];
  return c.kind === 'absent'
    ? ['contradiction', `In the way: ${say.slice('not: '.length)}`]
    : ['unmet', `Not so: ${say}`];
};

const tell = (narrator: Narrator, { claim, attempts }: WhyNot, depth: number): void => {
  if (attempts.length === 0) narrator.line(depth, 'missing', 'Nobody has told it, and no rule concludes it.', claim);
  for (const { rule: name, fits, failures, others } of attempts) {
    const rule = narrator.rule(name);
    if (!rule) continue;
    if (!fits) narrator.line(depth, 'rule', `The rule “${title(name)}” concludes something else.`);
    for (const { bindings, condition, nested } of failures) {
      const c = rule.body[condition];
      if (!c) continue;
      narrator.line(depth, 'rule', `The rule “${title(name)}” does not give it.`);
      const [kind, say] = failureOf(narrator, rule, c, bindings);
      narrator.line(depth + 1, kind, say, nested?.claim ?? null);
      if (nested) tell(narrator, nested, depth + 2);
    }
    if (others > 0) narrator.line(depth, 'rule', `${others} more tries of “${title(name)}” fail, too.`);
  }
};

/** Why a fact does not hold, as an indented list: each rule that could give it, and what it lacks. */
export const narrateWhyNot = (rules: RuleSet, whyNot: WhyNot, format?: FormatTerm): Narrative => {
  const narrator = new Narrator(rules, format);
  tell(narrator, whyNot, 0);
  return { answer: `Not known: ${narrator.sentences.fact(whyNot.claim)}`, lines: narrator.lines };
};
