import { type Found, foundOf, lastFound } from '../../shared/protocol/found.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';

/** So much of what was found is drawn, however much there is. */
const MOST = { few: { lines: 20, characters: 2000 }, all: { lines: 2000, characters: 100_000 } } as const;

/** "12 found", "4,310 characters read": what a looking step came to, in a few words. */
export function foundWords(found: Found): string {
  if (found.kind === 'list')
    return found.items.length === 0 ? 'Nothing was found' : `${found.items.length.toLocaleString('en')} found`;
  if (found.text.trim() === '') return 'There is no text in it';
  return `${found.text.length.toLocaleString('en')} characters read`;
}

/** The longest answer that is said where there is room for one or two lines. */
const LONGEST_ANSWER = 120;

/** A text that is short enough to be said itself: one line; null otherwise. */
export function answerOf(found: Found | null): string | null {
  const text = found?.kind === 'text' ? found.text.trim() : '';
  return text === '' || text.length > LONGEST_ANSWER || text.includes('\n') ? null : text;
}

/** What a run that is done found for the person, and the step that did; null where it was not for that. */
export function answerIn({ status, steps }: RunView): { readonly step: StepView; readonly found: Found } | null {
  const step = ['done', 'done-unverified', 'done-partly'].includes(status) ? lastFound(steps) : undefined;
  const found = step ? foundOf(step) : null;
  return step && found ? { step, found } : null;
}

/** As much of it as is drawn, and whether that is all of it. */
export function shownOf(found: Found, much: keyof typeof MOST): { readonly text: string; readonly whole: boolean } {
  const { lines, characters } = MOST[much];
  const text = found.kind === 'list' ? found.items.join('\n') : found.text.trimEnd();
  const kept = text
    .slice(0, characters)
    .replace(/[\uD800-\uDBFF]$/u, '')
    .split('\n')
    .slice(0, lines)
    .join('\n');
  return { text: kept, whole: kept.length === text.length };
}
