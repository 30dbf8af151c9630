import { trouble } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import { isEnd, afterSeparator } from '../separator.ts';
import type { Slot } from '../slot.ts';
import { afterAny, type Token, type Tokens } from '../token.ts';
import { readFolder } from './folder.ts';

/** A word that begins another part of a goal, where it follows what separates parts. */
const DEEDS: ReadonlySet<string> = new Set(
  (
    'add append archive clear click close compress copy create delete download duplicate empty extract fill find list ' +
    'make move open paste press put read remove rename replace save search show take tidy trash type undo unpack unzip ' +
    'wait write zip'
  ).split(' '),
);

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
    if (pieces[0]?.kind !== 'word' || !pieces.every(({ kind }) => PLAIN.has(kind))) return [];
    const text = said(pieces);
    const found = { value: text, next: end, say: `“${text}”` };
    if (!goesOn(tokens, at, end, context)) return [found];
    return [{ ...found, doubt: trouble(ENDLESS, `make a note "${text}"`) }];
  },
};
