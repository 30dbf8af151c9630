import type { GoalContext, Reading } from './intent.ts';
import type { Chip } from '../protocol/run.ts';
import { withoutLimits } from './against.ts';
import { beyondIn } from './beyond.ts';
import { commandsMeant, searchesMeant } from './commands.ts';
import { limitsIn } from './limits-in.ts';
import { examplesFor, suggest } from './suggest.ts';
import { KINDS } from './kinds.ts';
import { withoutSlips } from './typo.ts';
import { readSum, sumsMeant } from './sums.ts';
import { understand } from './understand.ts';

/**
 * What a goal asks for. Pure and the same every time. Every word counts: a goal is understood only when all of it is,
 * and what has two meanings is a question. Never throws.
 */
export const readGoal = (text: string, context: GoalContext): Reading => {
  const reading = understand(text, context);
  if (reading.kind !== 'not-understood' || reading.late === true || reading.never !== undefined) return reading;
  if (text.trim() === '') return { ...reading, suggestions: examplesFor(context) };
  const [own, unread] = [reading.suggestions, reading.unread === true];
  const sum = unread ? readSum(text, context) : null;
  if (sum) return sum;
  const commands = unread ? commandsMeant(text, context) : [];
  const slip = unread && commands.length === 0 ? withoutSlips(text, context) : null;
  if (slip?.kind === 'mended') {
    const { reading: mended, text: meant, words } = slip.mended;
    const guess = reading.guess ?? mended.guess;
    return { ...mended, readAs: { text: meant, words }, ...(guess ? { guess } : {}) };
  }
  const offered =
    slip?.goals ?? (unread ? [...commands, ...sumsMeant(text, context), ...searchesMeant(text, context)] : []);
  if (offered.length > 0)
    return { ...reading, trouble: `${reading.trouble} Did you mean ${either(offered)}?`, suggestions: offered };
  const beyond = unread ? beyondIn(...unkept(text, reading.chips, context)) : null;
  if (beyond) return { ...reading, trouble: beyond.say, suggestions: beyond.near };
  const suggestions = own.length > 0 ? own : suggest(text, context);
  const kinds = unread && suggestions.length === 0 ? ` ${KINDS}` : '';
  return { ...reading, trouble: reading.trouble + kinds, suggestions };
};

const either = (goals: readonly string[]): string =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(goals.map((goal) => `“${goal}”`));

/** A goal and what of it was not understood, both without what they are to be kept to: no work is asked for in that. */
const unkept = (text: string, chips: readonly Chip[], context: GoalContext): [string, string, GoalContext] => {
  const plain = withoutLimits(text, limitsIn(text, context));
  return [plain, unreadIn(plain, chips), context];
};

/** What of a goal was not understood: from there on, or all of it. A part that was is not what is beyond Sonny. */
const unreadIn = (text: string, chips: readonly Chip[]): string => {
  const unknown = chips.find(({ kind }) => kind === 'unknown');
  const before = chips.some(({ kind, end }) => kind === 'verb' && unknown !== undefined && end < unknown.start);
  return unknown && before ? text.slice(unknown.start) : text;
};
