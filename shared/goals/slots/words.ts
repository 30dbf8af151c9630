import { trouble } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import { isEnd, afterSeparator } from '../separator.ts';
import type { Slot } from '../slot.ts';
import { afterAny, type Token, type Tokens } from '../token.ts';
import { DEEDS } from './deeds.ts';
import { readFolder } from './folder.ts';

/** Kinds of pieces that are plain words of a sentence. */
const PLAIN: ReadonlySet<Token['kind']> = new Set(['word', 'mark', 'url']);

const said = (tokens: Tokens): string =>
  tokens.map((t, i) => (i > 0 && t.start > (tokens[i - 1]?.end ?? 0) ? ` ${t.text}` : t.text)).join('');

const ENDLESS = 'Put what is to be written into quotation marks, to say where it ends.';

/** Whether it may go on with another deed, or with the place where the words go. */
const goesOn = (tokens: Tokens, from: number, to: number, context: GoalContext): boolean => {
  for (let at = from + 1; at < to; at += 1) {
    const next = afterSeparator(tokens, at);
    if (next !== null && next < to && DEEDS.has(tokens[next]?.value ?? '')) return true;
    const place = afterAny(tokens, at, 'in', 'into', 'to', 'on', 'under');
    if (place > at && readFolder(tokens, place, context).length > 0) return true;
  }
  return false;
};

/**
 * A sentence without quotation marks, which goes to the end of the goal. Where it could as well end earlier, it is asked to
 * be put into quotation marks.
 */
export const wordsSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at, context) {
    let end = at;
    while (end < tokens.length && !isEnd(tokens, end)) end += 1;
    const pieces = tokens.slice(at, end);
    if (pieces[0]?.kind !== 'word' || pieces[0].mended) return [];
    const isPlain = pieces.every(({ kind, mended }) => PLAIN.has(kind) && mended !== true);
    const text = said(pieces);
    const found = { value: text, next: end, say: `“${text}”` };
    if (!goesOn(tokens, at, end, context)) return isPlain ? [found] : [];
    return [{ ...found, doubt: trouble(ENDLESS, `make a note "${text}"`) }];
  },
};
