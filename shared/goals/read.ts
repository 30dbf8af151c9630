import type { GoalContext, Reading } from './intent.ts';
import { suggest } from './suggest.ts';
import { understand } from './understand.ts';

/**
 * What a goal asks for. Pure and the same every time. Every word counts: a goal is understood only when all of it is,
 * and what has two meanings is a question. Never throws.
 */
export const readGoal = (text: string, context: GoalContext): Reading => {
  const reading = understand(text, context);
  return reading.kind === 'not-understood' ? { ...reading, suggestions: suggest(text, context) } : reading;
};
