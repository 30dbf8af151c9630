import type { Explanation, ExplanationLine } from '../../protocol/knowledge.ts';
import { keyOf, type Atom, type Literal } from '../../symbolic/atom.ts';
import { statusOf, type Fact } from '../../symbolic/facts/fact.ts';
import { derivedId, sayDerived, sayRule } from './derived.ts';
import { printRule } from '../../symbolic/rules/print.ts';
import type { Memory } from './memory.ts';
import type { Mind } from './mind.ts';
import type { Reasoner } from './reasoner.ts';
import { saySource } from './words.ts';

const MOST_LINES = 200;
const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
const time = (at: number): string => new Date(at).toISOString().replace('T', ' ').slice(0, 16);

const kindOf = ({ trust, source }: Fact): ExplanationLine['kind'] =>
  trust === 'person' ? 'person' : source.startsWith('step:') || source.startsWith('undo:') ? 'step' : 'observation';

const provenance = ({ source, trust, seenAt, confidence }: Fact): string => {
  const doubt = confidence < 1 ? `, ${Math.round(confidence * 100)} % sure` : '';
  const untrusted = trust === 'untrusted' ? '; anyone may have written it' : '';
  return trust === 'person'
    ? `you said so on ${time(seenAt)}`
    : `known from ${saySource(source)} on ${time(seenAt)}${doubt}${untrusted}`;
};

/** What the memory tells of a fact that no rule gave: who says so, and what it came of. */
const toldLines = (fact: Fact, memory: Memory, depth: number): ExplanationLine[] => {
  const causes = memory.graph
    .edgesFrom(fact.id)
    .flatMap(({ kind, to }) => (kind === 'caused-by' ? (memory.graph.get(to) ?? []) : []));
  return [
    { depth, kind: kindOf(fact), say: `${capital(memory.say(fact.literal))}: ${provenance(fact)}.`, node: fact.id },
    ...causes.map((node) => ({
      depth: depth + 1,
      kind:
        node.kind === 'step'
          ? ('step' as const)
          : node.kind === 'decision'
            ? ('person' as const)
            : ('observation' as const),
      say: `${capital(node.label)}.`,
      node: node.id,
    })),
  ];
};

const followed = (
  atom: Atom,
  memory: Memory,
  reasoner: Reasoner,
  home: string,
): { readonly lines: ExplanationLine[]; readonly roots: Fact[] } => {
  const { engine } = reasoner;
  const lines: ExplanationLine[] = [];
  const roots: Fact[] = [];
  const visit = (next: Atom, depth: number): void => {
    if (lines.length >= MOST_LINES) return;
    const told = memory.said(keyOf(next));
    if (told) {
      roots.push(told);
      lines.push(...toldLines(told, memory, depth));
      return;
    }
    const id = engine.find(next)?.id;
    const derivation = id === undefined ? null : engine.derivation(id);
    if (!derivation) return;
    lines.push({
      depth,
      kind: 'claim',
      say: `${capital(sayDerived(next, engine.rules, home))}.`,
      node: derivedId(next),
    });
    lines.push({
      depth: depth + 1,
      kind: 'rule',
      say: `${capital(sayRule(derivation, engine.rules, home))}.`,
      node: `rule:${derivation.rule}`,
    });
    for (const condition of derivation.conditions) {
      const support = condition.kind === 'fact' ? engine.fact(condition.fact) : undefined;
      if (support) visit(support, depth + 2);
    }
  };
  visit(atom, 0);
  return { lines, roots };
};

/** Why a fact that was told, seen or done holds, or does not any more. */
export const whyTold = (fact: Fact, memory: Memory, now: number): Explanation => {
  const say = memory.say(fact.literal);
  const status = statusOf(fact, now);
  const ended = fact.ending && memory.graph.get(fact.ending.by);
  const endings = {
    holds: `${capital(provenance(fact))}.`,
    expired: `It does not hold any more: it was ${provenance(fact)}, which is too long ago.`,
    retracted: `It does not hold any more: ${ended ? `“${ended.label}”` : 'it was taken back'}.`,
    superseded: `It does not hold any more: ${ended ? `now ${ended.label}` : 'something else took its place'}.`,
  };
  return {
    question: status === 'holds' ? `Why is it so that ${say}?` : `Why is it no longer so that ${say}?`,
    answer: endings[status],
    lines: toldLines(fact, memory, 0),
    changes:
      status === 'holds'
        ? [
            'Taking it back ends it.',
            ...(fact.expiresAt === null
              ? []
              : [`It ends by itself on ${time(fact.expiresAt)} unless it is seen again.`]),
          ]
        : ['Seeing or saying it again makes it hold again.'],
    // Nothing follows here: it is what was seen and said.
    checked: true,
  };
};

/** Why a fact that a rule gives holds. */
export const whyDerived = (atom: Atom, { memory, reasoner, home }: Mind): Explanation => {
  const { engine } = reasoner;
  const id = engine.find(atom)?.id;
  const derivation = id === undefined ? null : engine.derivation(id);
  const { lines, roots } = followed(atom, memory, reasoner, home);
  return {
    question: `Why is it so that ${sayDerived(atom, engine.rules, home)}?`,
    answer: derivation ? `${capital(sayRule(derivation, engine.rules, home))}.` : 'It does not hold any more.',
    lines,
    changes: roots.slice(0, 10).map((root) => `It ends when it is no longer so that ${memory.say(root.literal)}.`),
    checked: false,
  };
};

/** Why no rule gives something. */
export const whyNotDerived = (atom: Atom, mind: Mind): Explanation => {
  const { engine } = mind.reasoner;
  if (engine.find(atom)) return whyDerived(atom, mind);
  const rules = engine.rules.rules.filter(({ head }) => head.relation === atom.relation);
  return {
    question: `Why is it not so that ${sayDerived(atom, engine.rules, mind.home)}?`,
    answer: 'No rule gives it from what is known now.',
    lines: rules.map((rule) => ({
      depth: 0,
      kind: 'missing',
      say: `${rule.name}: ${printRule(rule)}`,
      node: `rule:${rule.name}`,
    })),
    changes: [],
    checked: false,
  };
};

/** Why something that only sight and word can tell does not hold. */
export const whyNotTold = (literal: Literal, memory: Memory, now: number): Explanation => {
  const say = memory.say(literal);
  const { standing, fact } = memory.facts.standing(literal, 'world', now);
  const answers = {
    holds: 'It is so.',
    unknown: 'Nothing that was seen, done or said tells it.',
    denied: fact ? `${capital(memory.say(fact.literal))}.` : 'The contrary is so.',
    expired: fact ? `It was ${provenance(fact)}, which is too long ago.` : 'It was too long ago.',
    retracted: 'It was taken back.',
    superseded: 'Something else took its place.',
  };
  const missing: ExplanationLine = {
    depth: 0,
    kind: standing === 'denied' ? 'contradiction' : 'missing',
    say: answers[standing],
  };
  return {
    question: standing === 'holds' ? `Why is it so that ${say}?` : `Why is it not so that ${say}?`,
    answer: answers[standing],
    lines: fact ? [missing, ...toldLines(fact, memory, 1)] : [missing],
    changes: standing === 'holds' ? [] : ['Seeing or saying it makes it hold.'],
    checked: true,
  };
};
