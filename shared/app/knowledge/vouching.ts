import { keeping } from '../../planning/constraints/of-fact.ts';
import type { Vouched } from '../../ports/held-facts.ts';
import type { Constraint } from '../../protocol/constraint.ts';
import { keyOf, type Literal, type Term } from '../../symbolic/atom.ts';
import { WORLD } from '../../symbolic/facts/context.ts';
import { isFirstHand, type Trust } from '../../symbolic/facts/trust.ts';
import { worthOf } from './derived.ts';
import type { Mind } from './mind.ts';
import { RELATIONS } from './relations.ts';

const SAY: Readonly<Record<Trust, string>> = {
  person: 'you said so',
  sonny: 'Sonny did it',
  observed: 'it was seen',
  peer: 'another Sonny says so',
  untrusted: 'it was read in something that anyone may have written',
};

/** What speaks for a statement of the world now: the best fact that says it, or what it follows from. */
export const vouchesFor = ({ relation, args }: Literal, { memory, reasoner }: Mind, now: number): Vouched | null => {
  const literal = { relation, args };
  if (reasoner.isDerived(relation)) {
    if (!reasoner.engine.find(literal)) return null;
    const { trust } = worthOf(literal, memory, reasoner);
    return { trust, say: `it follows by a rule, and ${SAY[trust]}` };
  }
  const { standing, fact } = memory.facts.standing(literal, WORLD.id, now);
  return standing === 'holds' && fact ? { trust: fact.trust, say: SAY[fact.trust] } : null;
};

/** The arguments of every statement of a relation that holds in the world now, at first hand. null: there is no such relation. */
export const statementsOf = (relation: string, mind: Mind, now: number): readonly (readonly Term[])[] | null => {
  const { memory, reasoner } = mind;
  const isDerived = reasoner.isDerived(relation);
  if (!isDerived && !RELATIONS.get(relation)) return null;
  const all = isDerived
    ? [...reasoner.engine.facts({ relation })].map(({ args }) => args.filter((arg) => arg !== null))
    : [...memory.facts.ofRelation(relation, now)].flatMap(({ literal }) => (literal.negated ? [] : [literal.args]));
  const once = new Map(all.map((args) => [keyOf({ relation, args }), args]));
  return [...once.values()].filter((args) =>
    isFirstHand(vouchesFor({ relation, args }, mind, now)?.trust ?? 'untrusted'),
  );
};

/** What facts at first hand want to stay where it is, as constraints of every run, each once; as a context has them. */
export const keptBy = ({ memory }: Pick<Mind, 'memory'>, now: number, context = WORLD.id): readonly Constraint[] => {
  const kept = new Map<string, Constraint>();
  for (const { literal } of memory.facts.ofRelation('keep', now)) {
    const { standing, fact } = memory.facts.standing(literal, context, now);
    if (standing !== 'holds' || !fact || literal.negated || !isFirstHand(fact.trust)) continue;
    const constraint = keeping(literal, memory.say(literal));
    kept.set(constraint.id, constraint);
  }
  return [...kept.values()];
};
