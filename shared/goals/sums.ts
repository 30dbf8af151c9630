import type { GoalContext, Reading } from './intent.ts';
import { understand } from './understand.ts';

/** A day, or a number to call, has the looks of a sum, too. */
const NO_SUM = /^\D*\d+([-/.])\d+\1\d+\D*$|^\W*0\d+[-/]\d/u;

/** What is only to be worked out, with the verb that says so: the sum alone, and nothing that would be done besides. */
const asSum = (text: string, context: GoalContext): { readonly goal: string; readonly reading: Reading } | null => {
  const written = text.trim();
  if (!/^[=(]*\s*[(.\d]/u.test(written)) return null;
  const goal = `calculate ${written.replace(/^=\s*|\s*=?\s*\??$/gu, '')}`;
  const reading = understand(goal, context);
  const isSum =
    reading.kind === 'understood'
      ? reading.intents.length === 1 && reading.constraints.length === 0
      : reading.kind === 'ambiguous' || reading.unread !== true;
  return isSum ? { goal, reading } : null;
};

/** A sum without a verb, read as one that has it; null where it is none, or could as well be something else. */
export const readSum = (text: string, context: GoalContext): Reading | null => {
  const sum = NO_SUM.test(text.trim()) ? null : asSum(text, context);
  if (sum === null) return null;
  const [start, end] = [text.length - text.trimStart().length, text.trimEnd().length];
  const said = {
    chips: [{ kind: 'object', start, end, say: sum.goal } as const],
    readAs: { text: sum.goal, words: [text.slice(start, end)] },
  };
  const { reading } = sum;
  // Its parts are where they were written.
  return reading.kind === 'understood'
    ? { ...reading, ...said, intents: reading.intents.map((intent) => ({ ...intent, start, end })) }
    : { ...reading, ...said };
};

const COMMA = /(?<=\d),(?=\d)/gu;
const THOUSANDS = /(?<=\b\d{1,3}),(?=\d{3}\b)/gu;

/**
 * The sums that something could be: what only looks like one, and one of numbers with a comma, which sets thousands apart for some and begins
 * the fraction for others.
 */
export const sumsMeant = (text: string, context: GoalContext): readonly string[] => {
  const ways = [text.replace(THOUSANDS, ''), text.replace(COMMA, '.')].filter((way) => way !== text);
  const all = ways.length === 0 ? [text] : ways.filter((way) => !/\d,\d/u.test(way));
  return all.flatMap((way) =>
    way !== text && understand(way, context).kind !== 'not-understood'
      ? [way]
      : [asSum(way, context)?.goal ?? []].flat(),
  );
};
