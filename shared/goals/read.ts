import type { GoalContext, Reading } from './intent.ts';
import type { Chip } from '../protocol/run.ts';
import { beyondIn } from './beyond.ts';
import { suggest } from './suggest.ts';
import { understand } from './understand.ts';

/**
 * What a goal asks for. Pure and the same every time. Every word counts: a goal is understood only when all of it is,
 * and what has two meanings is a question. Never throws.
 */
export const readGoal = (text: string, context: GoalContext): Reading => {
  const reading = understand(text, context);
  if (reading.kind !== 'not-understood' || reading.late === true) return reading;
  const beyond = reading.unread === true ? beyondIn(text, unreadIn(text, reading.chips), context) : null;
  if (!beyond) return { ...reading, suggestions: suggest(text, context) };
  const { say, near } = beyond;
  return { ...reading, trouble: say, suggestions: near.length > 0 ? near : suggest(text, context) };
};

/** What of a goal was not understood: from there on, or all of it. A part that was is not what is beyond Sonny. */
const unreadIn = (text: string, chips: readonly Chip[]): string => {
  const unknown = chips.find(({ kind }) => kind === 'unknown');
  const before = chips.some(({ kind, end }) => kind === 'verb' && unknown !== undefined && end < unknown.start);
  return unknown && before ? text.slice(unknown.start) : text;
};
