import type { Skill } from '../../skills/skill.ts';
import { isSame, type Literal } from '../../symbolic/atom.ts';
import { WORLD } from '../../symbolic/facts/context.ts';
import { holdsAt } from '../../symbolic/facts/fact.ts';
import type { RuleSet } from '../../symbolic/rules/rule.ts';
import type { Memory } from './memory.ts';
import { Reasoner } from './reasoner.ts';

/** What is known, as it is seen from one context: the world, or a hypothesis about it. */
export interface Seen {
  readonly memory: Memory;
  readonly reasoner: Reasoner;
  readonly home: string;
  readonly skills: ReadonlyMap<string, Skill>;
  readonly context: string;
}

/** Whether what is said of a place in a context stands against what is said of it around: it says no to that, or something else. */
const isAgainst = (nearer: Literal | undefined, literal: Literal): boolean =>
  nearer !== undefined && (isSame(nearer, literal) ? nearer.negated === true : nearer.negated !== true);

/** The same facts, as they are seen from a context of the store and followed by these rules. What is really known is left alone. */
export const imagine = (seen: Seen, context: string, rules: RuleSet, now: number): Seen => {
  const { facts } = seen.memory;
  const reasoner = new Reasoner(rules, now);
  const nearer = (literal: Literal): Literal | undefined =>
    context === WORLD.id ? undefined : facts.inPlace(literal, context, now)?.literal;
  for (const fact of facts.all()) {
    const { literal } = fact;
    if (literal.negated || !holdsAt(fact, now)) continue;
    if (fact.context === context) reasoner.began(fact);
    else if (facts.contexts.isActual(fact.context) && !isAgainst(nearer(literal), literal)) reasoner.began(fact);
  }
  reasoner.settle(now);
  const { memory, home, skills } = seen;
  return { memory, home, skills, reasoner, context };
};
