import type { RunEvent } from '../../protocol/events.ts';
import type { Injection } from '../../protocol/provenance.ts';

/** A page that says it a hundred times is shown a few of them. */
const MOST_INJECTIONS = 10;

const wordsOf = (quote: string): ReadonlySet<string> => new Set(quote.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/** So much of the shorter quote stands in the other one where both are of one passage: each begins and ends among other words. */
const MOST_WORDS = 0.8;

/** Whether what a step read holds one passage twice: a page is read as text and as a tree, where the same words stand among others. */
const isReadTwice = (one: Injection, other: Injection): boolean => {
  if (one.stepId !== other.stepId || one.from !== other.from || one.signs.join() !== other.signs.join()) return false;
  const [a, b] = [wordsOf(one.quote), wordsOf(other.quote)];
  return [...a].filter((word) => b.has(word)).length >= MOST_WORDS * Math.min(a.size, b.size);
};

/** What is shown of a run's readings once another one was noticed. */
export const injectionsAfter = (
  before: readonly Injection[] = [],
  { stepId, source, from, quote, signs }: Extract<RunEvent, { type: 'injection.noticed' }>,
): Injection[] => {
  const next: Injection = { stepId, source, from, quote, signs };
  const told =
    before.length >= MOST_INJECTIONS ||
    before.some((one) => (one.quote === quote && one.from === from) || isReadTwice(one, next));
  return told ? [...before] : [...before, next];
};
