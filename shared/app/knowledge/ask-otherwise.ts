import type { Hash } from '../../ports/hash.ts';
import type { Command } from '../../protocol/commands.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { Otherwise } from '../../protocol/otherwise.ts';
import type { RunView } from '../../protocol/run.ts';
import { keyOf, type Literal } from '../../symbolic/atom.ts';
import type { Seen } from './imagine.ts';
import { withFacts, withRules } from './otherwise.ts';
import { loadRules } from './rule-set.ts';
import { readStatement } from './statement.ts';

/** What is known at a moment, with the runs that are not over. */
export interface Held {
  readonly seen: Seen;
  readonly runs: readonly RunView[];
  readonly now: number;
}

type Asks = Extract<Command, { type: 'facts.suppose' | 'rules.compare' }>;

/** A statement by its text, or by the id of a fact that makes it. */
const stated = (text: string, { memory, reasoner, home }: Seen): Literal => {
  const literal = memory.facts.get(text)?.literal ?? readStatement(text.replace(/^=/u, ''), home);
  if (reasoner.isDerived(literal.relation))
    throw new SonnyError('FACT_DERIVED', `${keyOf(literal)} follows by rules: suppose what it rests on.`);
  return literal;
};

const sideOf = (literal: Literal): string => (literal.negated ? `not ${keyOf(literal)}` : keyOf(literal));

/** Answers what would be otherwise. Nothing is changed by asking. @throws SonnyError FACT_INVALID, FACT_DERIVED, RULES_INVALID */
export const askOtherwise = (asked: Asks, { seen, runs, now }: Held, hash: Hash): Otherwise => {
  if (asked.type === 'rules.compare') return withRules(seen, loadRules([asked.text], hash), runs, now);
  const holds = asked.holds.map((text) => stated(text, seen));
  const not = asked.not.map((text) => stated(text, seen));
  if (holds.length + not.length === 0) throw new SonnyError('FACT_INVALID', 'Nothing is supposed.');
  const wanted = new Set(holds.map(sideOf));
  const both = not.find((one) => wanted.has(sideOf(one)));
  if (both) throw new SonnyError('FACT_INVALID', `${keyOf(both)} can’t be so and not be so at once.`);
  return withFacts(seen, { holds, not }, runs, now);
};
