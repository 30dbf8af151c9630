import type { GoalPreview } from '../protocol/replies.ts';
import type { GoalContext } from './intent.ts';
import { readGoal } from './read.ts';
import type { Sought } from './sought.ts';
import { examplesFor } from './suggest.ts';

/** What looking will tell, which is not done for every letter that is typed. */
const saySought = (sought: Sought): string =>
  sought.kind === 'path'
    ? `When this starts, I look whether “${sought.path}” is there.`
    : sought.kind === 'set'
      ? `When this starts, I look in the usual places for the ${sought.name}.`
      : `When this starts, I look in the usual places for “${sought.name}”.`;

/** How a goal is understood while it is being typed. An empty one is answered with examples. `model`: who is asked about what is not understood. */
export const previewGoal = (text: string, context: GoalContext, model: string | null = null): GoalPreview => {
  const reading = readGoal(text, context);
  const chips = [...reading.chips];
  if (text.trim() === '') return { chips, trouble: null, suggestions: examplesFor(context) };
  const { readAs } = reading;
  if (reading.kind === 'understood' && readAs) return { chips, trouble: `Read as “${readAs.text}”.`, suggestions: [] };
  if (reading.kind === 'understood') return { chips, trouble: null, suggestions: [] };
  const sought = reading.kind === 'ambiguous' ? reading.sought : reading.unread ? reading.guess?.sought : undefined;
  if (sought) return { chips, trouble: saySought(sought), suggestions: [] };
  if (reading.kind === 'ambiguous') return { chips, trouble: reading.ask, suggestions: [] };
  const asks = model !== null && reading.flaw !== true ? { model } : {};
  return { chips, trouble: reading.trouble, suggestions: [...reading.suggestions], ...asks };
};
