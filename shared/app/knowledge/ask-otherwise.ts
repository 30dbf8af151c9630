import type { Hash } from '../../ports/hash.ts';
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

/** A statement by its text, or by the id of a fact that makes it. */
const stated = (text: string, { memory, reasoner, home }: Seen): Literal => {
  const literal = memory.facts.get(text)?.literal ?? readStatement(text.replace(/^=/u, ''), home);
  if (reasoner.isDerived(literal.relation))
    throw new SonnyError('FACT_DERIVED', `${keyOf(literal)} follows by rules: suppose what it rests on.`);
  return literal;
};

const sideOf = (literal: Literal): string => (literal.negated ? `not ${keyOf(literal)}` : keyOf(literal));

/** What other rules would make of what is known. Changes nothing. @throws SonnyError RULES_INVALID */
export const compareRules = (text: string, { seen, runs, now }: Held, hash: Hash): Otherwise =>
  withRules(seen, loadRules([text], hash), runs, now);

/** What would be otherwise if these statements held and those did not. Changes nothing. @throws SonnyError FACT_INVALID, FACT_DERIVED */
export const supposeFacts = (
  supposed: { readonly holds: readonly string[]; readonly not: readonly string[] },
  { seen, runs, now }: Held,
): Otherwise => {
  const holds = supposed.holds.map((text) => stated(text, seen));
  const not = supposed.not.map((text) => stated(text, seen));
  if (holds.length + not.length === 0) throw new SonnyError('FACT_INVALID', 'Nothing is supposed.');
  const wanted = new Set(holds.map(sideOf));
  const both = not.find((one) => wanted.has(sideOf(one)));
  if (both) throw new SonnyError('FACT_INVALID', `${keyOf(both)} can’t be so and not be so at once.`);
  return withFacts(seen, { holds, not }, runs, now);
};
