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
  const [unread, isHeld] = [reading.unread === true, reading.limit === true];
  const kept = keeping(text, context);
  const own = kept(reading.suggestions);
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
    slip?.goals ??
    (unread && !isHeld ? [...commands, ...sumsMeant(text, context), ...searchesMeant(text, context)] : []);
  const meant = kept(offered);
  if (meant.length > 0)
    return { ...reading, trouble: `${reading.trouble} Did you mean ${either(meant)}?`, suggestions: meant };
  const beyond = unread ? beyondIn(...unkept(text, reading.chips, context)) : null;
  if (beyond) return { ...reading, trouble: beyond.say, suggestions: kept(beyond.near) };
  const suggestions = own.length > 0 || isHeld ? own : kept(suggest(text, context));
  const kinds = unread && !isHeld && suggestions.length === 0 ? ` ${KINDS}` : '';
  return { ...reading, trouble: reading.trouble + kinds, suggestions };
};

/** Of goals that are offered instead, those that keep to as much as the text does: who follows another one loses what that protects. */
const keeping = (text: string, context: GoalContext) => {
  const limits = limitsIn(text, context).length;
  return (goals: readonly string[]): readonly string[] =>
    limits === 0 ? goals : goals.filter((goal) => limitsIn(goal, context).length >= limits);
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
