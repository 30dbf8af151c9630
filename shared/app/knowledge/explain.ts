import type { Explanation, ExplanationLine } from '../../protocol/knowledge.ts';
import type { Literal } from '../../symbolic/atom.ts';
import type { EventNode, NodeKind } from '../../symbolic/events/node.ts';
import { statusOf, type Fact } from '../../symbolic/facts/fact.ts';
import type { Memory } from './memory.ts';
import { asSentence, capital, PEER_NODE, sayMoment, saySource } from './words.ts';

const kindOf = ({ trust, source }: Fact): ExplanationLine['kind'] =>
  trust === 'person' ? 'person' : source.startsWith('step:') || source.startsWith('undo:') ? 'step' : 'observation';

/** Where a fact comes from: a step by its own words. */
const sayOrigin = (source: string, { graph }: Memory): string => {
  const step = source.startsWith('step:') ? graph.get(source) : undefined;
  return step ? `the step “${step.label}”` : saySource(source);
};

const provenance = ({ source, trust, seenAt, confidence }: Fact, memory: Memory): string => {
  const doubt = confidence < 1 ? `, ${Math.round(confidence * 100)} % sure` : '';
  const untrusted = trust === 'untrusted' ? '; anyone may have written it' : '';
  return trust === 'person'
    ? `you said so on ${sayMoment(seenAt)}`
    : source === 'sonny'
      ? `Sonny noted it on ${sayMoment(seenAt)}${doubt}`
      : `known from ${sayOrigin(source, memory)} on ${sayMoment(seenAt)}${doubt}${untrusted}`;
};

const CAUSE: Readonly<Partial<Record<NodeKind, ExplanationLine['kind']>>> = {
  step: 'step',
  decision: 'person',
  goal: 'person',
};

/** What a fact came of, in a sentence; `times`: how often the like of it did. */
const sayCause = ({ kind, label, at }: EventNode, times: number): string => {
  if (kind === 'step') return `“${label}” brought it about.`;
  if (kind === 'goal') return `It came with the goal “${label}”.`;
  return times === 1 ? asSentence(label) : `${capital(label)}: ${times} times, the last on ${sayMoment(at)}.`;
};

/** What a fact came of: the like of it is told once, by the last of them. */
const causesOf = (fact: Fact, { graph }: Memory, depth: number): ExplanationLine[] => {
  const alike = new Map<string, EventNode[]>();
  for (const { kind, to } of graph.edgesFrom(fact.id)) {
    const node = kind === 'caused-by' ? graph.get(to) : undefined;
    // The fact itself says as much already.
    if (!node || node.id === fact.source || (node.kind === 'goal' && fact.literal.relation === 'goal')) continue;
    const key = `${node.kind} ${node.label}`;
    alike.set(key, [...(alike.get(key) ?? []), node]);
  }
  return [...alike.values()].flatMap((nodes) => {
    // Nor is it told twice that a person said so.
    if (fact.trust === 'person' && nodes.length === 1 && nodes[0]?.kind === 'decision') return [];
    const last = nodes.reduce((latest, node) => (node.at >= latest.at ? node : latest));
    return { depth, kind: CAUSE[last.kind] ?? 'observation', say: sayCause(last, nodes.length), node: last.id };
  });
};

/** That another Sonny took back what is a person's own word here, which it does not end: the last time that it did. */
const disputeOf = (fact: Fact, { graph }: Memory, depth: number): ExplanationLine[] => {
  if (fact.ending) return [];
  const disputes = graph
    .edgesFrom(fact.id)
    .flatMap(({ kind, to }) => (kind === 'contradicts' && to.startsWith(PEER_NODE) ? (graph.get(to) ?? []) : []));
  const last = disputes.at(-1);
  if (!last) return [];
  const say = `Another Sonny of yours took this back on ${sayMoment(last.at)}; your own word here still counts.`;
  return [{ depth, kind: 'contradiction', say, node: last.id }];
};

/** What a fact came of, and what was said against it. */
const behind = (fact: Fact, memory: Memory, depth: number): ExplanationLine[] => [
  ...causesOf(fact, memory, depth),
  ...disputeOf(fact, memory, depth),
];

/** What the memory tells of a fact that no rule gave: who says so, and what it came of. */
export const toldLines = (fact: Fact, memory: Memory, depth: number): ExplanationLine[] => [
  {
    depth,
    kind: kindOf(fact),
    say: `${capital(memory.say(fact.literal))}: ${provenance(fact, memory)}.`,
    node: fact.id,
  },
  ...behind(fact, memory, depth + 1),
];

/** What ended a fact, in a sentence that goes on after a colon. */
const sayEnd = (ended: EventNode | undefined): string => {
  if (!ended) return 'it was taken back';
  const on = `on ${sayMoment(ended.at)}`;
  if (ended.id.startsWith(PEER_NODE)) return `another Sonny of yours took it back ${on}`;
  switch (ended.kind) {
    case 'observation':
      return `it was looked at again ${on}, and it was no longer so`;
    case 'step':
      return `“${ended.label}” changed it ${on}`;
    case 'fact':
      return `now ${ended.label}`;
    default:
      return `${ended.label.charAt(0).toLowerCase()}${ended.label.slice(1)} ${on}`;
  }
};

/** That what is known of a fact is too old to go by. */
const longAgo = (fact: Fact, memory: Memory): string => `${capital(provenance(fact, memory))}, which is too long ago.`;

/** Why a fact that was told, seen or done holds, or does not any more. */
export const whyTold = (fact: Fact, memory: Memory, now: number): Explanation => {
  const say = memory.say(fact.literal);
  const status = statusOf(fact, now);
  const ended = fact.ending && memory.graph.get(fact.ending.by);
  const endings = {
    holds: `${capital(provenance(fact, memory))}.`,
    expired: `It may not hold any more. ${longAgo(fact, memory)}`,
    retracted: `It does not hold any more: ${sayEnd(ended ?? undefined)}.`,
    superseded: `It does not hold any more: ${ended ? `now ${ended.label}` : 'something else took its place'}.`,
  };
  return {
    question: status === 'holds' ? `Why is it so that ${say}?` : `Why is it no longer so that ${say}?`,
    answer: endings[status],
    // Where it holds the question names it, and the answer says whence it is.
    lines: status === 'holds' || status === 'expired' ? behind(fact, memory, 0) : toldLines(fact, memory, 0),
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
  const ended = fact?.ending ? memory.graph.get(fact.ending.by) : undefined;
  const answers = {
    holds: 'It is so.',
    unknown: 'Nothing that was seen, done or said tells it.',
    denied: fact ? asSentence(memory.say(fact.literal)) : 'The contrary is so.',
    expired: fact ? longAgo(fact, memory) : 'It was too long ago.',
    retracted: asSentence(sayEnd(ended)),
    superseded: 'Something else took its place.',
  };
  return {
    question: standing === 'holds' ? `Why is it so that ${say}?` : `Why is it not so that ${say}?`,
    answer: answers[standing],
    lines: !fact ? [] : standing === 'expired' ? behind(fact, memory, 0) : toldLines(fact, memory, 0),
    changes: standing === 'holds' ? [] : ['Seeing or saying it makes it hold.'],
    checked: true,
  };
};
