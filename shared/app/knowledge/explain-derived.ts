import { tilde } from '../../planning/words.ts';
import type { Explanation, ExplanationLine } from '../../protocol/knowledge.ts';
import type { Atom } from '../../symbolic/atom.ts';
import type { Engine } from '../../symbolic/engine/engine.ts';
import { whatWouldChange } from '../../symbolic/explain/change.ts';
import { narrateWhy, narrateWhyNot, type LineKind, type NarrativeLine } from '../../symbolic/explain/narrative.ts';
import type { FormatTerm } from '../../symbolic/explain/sentence.ts';
import { whyNot } from '../../symbolic/explain/why-not.ts';
import { why } from '../../symbolic/explain/why.ts';
import { checkProof, checkWhyNot, type World } from '../../symbolic/proof/check.ts';
import type { Change } from '../../symbolic/proof/proof.ts';
import { derivedId, sayDerived } from './derived.ts';
import { toldLines } from './explain.ts';
import type { Seen } from './imagine.ts';
import { asSentence, sayMoment, sayText } from './words.ts';

const KIND: Readonly<Record<LineKind, ExplanationLine['kind']>> = {
  claim: 'claim',
  above: 'claim',
  rule: 'rule',
  condition: 'rule',
  told: 'observation',
  missing: 'missing',
  unmet: 'missing',
  contradiction: 'contradiction',
};

/** What the checker is given to know: facts as they were told, and the rules. */
export const worldOf = (engine: Engine): World => ({
  rules: engine.rules,
  told: [...engine.allTold()],
  now: engine.now,
});

const formatFor =
  (home: string): FormatTerm =>
  (term, type) => {
    if (type === 'time' && typeof term === 'number') return sayMoment(term);
    if (typeof term === 'number') return term.toLocaleString('en');
    return typeof term === 'boolean' ? (term ? 'yes' : 'no') : sayText(tilde(term, home));
  };

/** Lines as they are shown: what was told is told with who said so and how it was seen. */
const shown = (lines: readonly NarrativeLine[], { memory, reasoner, context }: Seen): ExplanationLine[] => {
  const causes = new Set<string>();
  return lines.flatMap(({ depth, say, kind, fact }) => {
    const supposed = fact && memory.facts.supposedIn(fact, context);
    if (supposed) return [{ depth, say: asSentence(memory.say(supposed.literal)), kind: 'supposed' }];
    const told = kind === 'told' && fact ? memory.said(fact) : undefined;
    if (told) {
      // One look shows many things: it is told with the first of them.
      const [line, ...came] = toldLines(told, memory, depth);
      const anew = came.filter((cause) => !causes.has(cause.say));
      for (const cause of anew) causes.add(cause.say);
      return line ? [line, ...anew] : [];
    }
    const isNode = fact && reasoner.isDerived(fact.relation) && memory.graph.get(derivedId(fact)) !== undefined;
    const node = isNode ? { node: derivedId(fact) } : {};
    return [{ depth, say: asSentence(memory.readable(say)), kind: KIND[kind], ...node }];
  });
};

const sayAtom = (atom: Atom, { memory, reasoner, home }: Seen): string =>
  reasoner.isDerived(atom.relation) ? memory.readable(sayDerived(atom, reasoner.engine.rules, home)) : memory.say(atom);

const sayChange = ({ add, remove }: Change, verb: string, seen: Seen): string => {
  const these = (facts: readonly Atom[]): string =>
    `${facts.length === 1 ? 'this' : 'these'}: ${facts.map((fact) => sayAtom(fact, seen)).join('; and ')}`;
  const parts = [
    ...(remove.length === 0 ? [] : [`without ${these(remove)}`]),
    ...(add.length === 0 ? [] : [`if ${these(add).replace(':', ' were so:')}`]),
  ];
  return asSentence(`it would ${verb} ${parts.join('; and ')}`);
};

/** How an explanation is asked for. */
interface Asked {
  /** Without what would change it, which takes longest to find. */
  readonly isBrief?: boolean;
  /** What the checker knows, where many are asked for at once. */
  readonly world?: World;
}

/** Why no rule gives something: what each of them lacks. */
const whyNotDerived = (atom: Atom, mind: Seen, { isBrief = false, world }: Asked): Explanation => {
  const { engine } = mind.reasoner;
  const reasons = whyNot(engine, atom, {}, !isBrief);
  if (!reasons) return whyDerived(atom, mind);
  const { lines } = narrateWhyNot(engine.rules, reasons, formatFor(mind.home));
  const first = lines.find(({ kind }) => kind === 'missing' || kind === 'unmet' || kind === 'contradiction');
  return {
    question: `Why is it not so that ${sayAtom(atom, mind)}?`,
    answer: first ? asSentence(mind.memory.readable(first.say)) : 'No rule gives it from what is known now.',
    lines: shown(lines, mind),
    changes: reasons.missing ? [sayChange(reasons.missing, 'hold', mind)] : [],
    checked: checkWhyNot(world ?? worldOf(engine), reasons) === null,
  };
};

/** Why a fact that a rule gives holds, or why it does not, and what would change that. `checked` is the word of a checker that shares nothing with the engine. */
export const whyDerived = (atom: Atom, mind: Seen, asked: Asked = {}): Explanation => {
  const { engine } = mind.reasoner;
  const found = engine.find(atom);
  const proof = found && why(engine, found.id);
  if (!proof) return whyNotDerived(atom, mind, asked);
  const { answer, because, lines } = narrateWhy(engine.rules, proof, formatFor(mind.home));
  return {
    question: `Why is it so that ${sayAtom(atom, mind)}?`,
    answer: asSentence(mind.memory.readable(because ?? answer)),
    lines: shown(lines, mind),
    changes: asked.isBrief ? [] : whatWouldChange(engine, atom).map((change) => sayChange(change, 'cease', mind)),
    checked: checkProof(asked.world ?? worldOf(engine), proof) === null,
  };
};
