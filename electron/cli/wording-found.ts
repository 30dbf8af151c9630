import { homedir } from 'node:os';
import { foundOf } from '../../shared/protocol/found.ts';
import type { StepView } from '../../shared/protocol/step.ts';

/** So much of what was found is printed; all of it stands in the window. */
const MOST_FOUND = 20;
const MOST_LINES = 40;
const MOST_CHARACTERS = 2000;

/** Cut where a character ends, at so many UTF-16 units. */
const cut = (text: string): string => text.slice(0, MOST_CHARACTERS).replace(/[\uD800-\uDBFF]$/u, '');

/** What a step that only looks found or read, as the world's own words: each line behind a bar that is Sonny's. Paths begin at `home`. */
export function foundLines(step: StepView, home = homedir()): string[] {
  const found = foundOf(step, home);
  if (!found) return [];
  if (found.kind === 'list') {
    const more = found.items.length - MOST_FOUND;
    if (found.items.length === 0) return ['    Nothing was found.'];
    return [
      ...found.items.slice(0, MOST_FOUND).map((item) => `  │ ${item}`),
      ...(more > 0 ? [`    and ${more} more`] : []),
    ];
  }
  const text = found.text.trimEnd();
  if (text === '') return ['    There is no text in it.'];
  const kept = cut(text).split('\n').slice(0, MOST_LINES);
  const left = text.length - kept.join('\n').length;
  return [...kept.map((line) => `  │ ${line}`), ...(left > 0 ? [`    and ${left} more characters`] : [])];
}
