import type { Explanation, ExplanationLine } from '../../protocol/knowledge.ts';
import type { Literal } from '../../symbolic/atom.ts';
import { statusOf, type Fact } from '../../symbolic/facts/fact.ts';
import type { Memory } from './memory.ts';
import { asSentence, capital, sayMoment, saySource } from './words.ts';

const kindOf = ({ trust, source }: Fact): ExplanationLine['kind'] =>
  trust === 'person' ? 'person' : source.startsWith('step:') || source.startsWith('undo:') ? 'step' : 'observation';

const provenance = ({ source, trust, seenAt, confidence }: Fact): string => {
  const doubt = confidence < 1 ? `, ${Math.round(confidence * 100)} % sure` : '';
  const untrusted = trust === 'untrusted' ? '; anyone may have written it' : '';
  return trust === 'person'
    ? `you said so on ${sayMoment(seenAt)}`
    : `known from ${saySource(source)} on ${sayMoment(seenAt)}${doubt}${untrusted}`;
};

/** What the memory tells of a fact that no rule gave: who says so, and what it came of. */
export const toldLines = (fact: Fact, memory: Memory, depth: number): ExplanationLine[] => {
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
      say: asSentence(node.label),
      node: node.id,
    })),
  ];
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
              : [`It ends by itself on ${sayMoment(fact.expiresAt)} unless it is seen again.`]),
          ]
        : ['Seeing or saying it again makes it hold again.'],
    // Nothing follows here: it is what was seen and said.
    checked: true,
  };
};

/** Why something that only sight and word can tell does not hold. */
export const whyNotTold = (literal: Literal, memory: Memory, now: number): Explanation => {
  const say = memory.say(literal);
  const { standing, fact } = memory.facts.standing(literal, 'world', now);
  const answers = {
    holds: 'It is so.',
    unknown: 'Nothing that was seen, done or said tells it.',
    denied: fact ? asSentence(memory.say(fact.literal)) : 'The contrary is so.',
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
