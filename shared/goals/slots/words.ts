import { trouble, type Doubt } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import { isEnd, afterSeparator, saysOrder } from '../separator.ts';
import type { Found, Slot } from '../slot.ts';
import { readApplication } from './application.ts';
import { afterAny, type Token, type Tokens } from '../token.ts';
import { DEEDS } from './deeds.ts';
import { readFolder } from './folder.ts';

/** Kinds of pieces that are plain words of a sentence. */
const PLAIN: ReadonlySet<Token['kind']> = new Set(['word', 'mark', 'url']);

const said = (tokens: Tokens): string =>
  tokens.map((t, i) => (i > 0 && t.start > (tokens[i - 1]?.end ?? 0) ? ` ${t.text}` : t.text)).join('');

const OF_IT = ['it', 'them', 'that', 'the list', 'this list', 'that list', 'this', 'the file', 'that file'];

/** Past what stands for what was just written, where that is what a deed is done to; the deed itself elsewhere. */
const afterIt = (tokens: Tokens, deed: number): number => {
  const next = afterAny(tokens, deed + 1, ...OF_IT);
  return next === deed + 1 ? deed : next;
};

/** Where another deed could begin: where the words end then, where it begins itself, and where at the latest it ends. */
interface Deed {
  readonly end: number;
  readonly deed: number;
  readonly last: number;
}

/** Whether no sentence goes on so: it names a path or quotes, and is done to what was written, or said to come after it. */
const isNoText = (tokens: Tokens, { end, deed, last }: Deed): boolean =>
  tokens.slice(deed, last).some(({ kind }) => !PLAIN.has(kind)) &&
  (saysOrder(tokens, end, deed) || afterIt(tokens, deed) > deed);

/** Whether it names a path, as few sentences do. */
const hasPath = (tokens: Tokens, { deed, last }: Deed): boolean =>
  tokens.slice(deed, last).some(({ kind }) => kind === 'path');

const whichEnd = (tokens: Tokens, { deed, last }: Deed, text: string): Doubt => ({
  kind: 'question',
  subject: `words-end:${text}`,
  ask: `Is “${said(tokens.slice(deed, last))}” to be done, or a part of the text?`,
  candidates: [
    { id: 'done', label: `It is to be done. The text is “${text}”` },
    { id: 'text', label: 'It is a part of the text' },
  ],
});

const deedAfter = (tokens: Tokens, from: number, to: number): Omit<Deed, 'last'> | null => {
  for (let end = from + 1; end < to; end += 1) {
    const deed = afterSeparator(tokens, end);
    if (deed !== null && deed < to && DEEDS.has(tokens[deed]?.value ?? '')) return { end, deed };
  }
  return null;
};

/** The first other deed that could begin after the words; null where none could. */
const firstDeed = (tokens: Tokens, from: number, to: number): Deed | null => {
  const first = deedAfter(tokens, from, to);
  return first && { ...first, last: deedAfter(tokens, first.deed, to)?.end ?? to };
};

/** Whether it may go on with another deed, or with the place where the words go. */
const goesOn = (tokens: Tokens, from: number, to: number, context: GoalContext): boolean => {
  if (firstDeed(tokens, from, to)) return true;
  for (let at = from + 1; at < to; at += 1) {
    const place = afterAny(tokens, at, 'in', 'into', 'to', 'on', 'under');
    if (place > at && readFolder(tokens, place, context).length > 0) return true;
  }
  return false;
};

const ENDLESS = 'Put what is to be written into quotation marks, to say where it ends.';

/** Where the words end that begin here, if nothing ends them earlier. */
const endOf = (tokens: Tokens, at: number): number => {
  let end = at;
  while (end < tokens.length && !isEnd(tokens, end)) end += 1;
  return end;
};

const read =
  (isElse: (tokens: Tokens, deed: Deed, context: GoalContext) => boolean): Slot<string>['read'] =>
  (tokens, at, context) => {
    const end = endOf(tokens, at);
    if (tokens[at]?.kind !== 'word' || tokens[at].mended) return [];
    const upTo = (next: number): Found<string> => {
      const text = said(tokens.slice(at, next));
      return { value: text, next, say: `“${text}”` };
    };
    const isPlain = (next: number): boolean =>
      tokens.slice(at, next).every(({ kind, mended }) => PLAIN.has(kind) && mended !== true);
    const whole = upTo(end);
    if (!goesOn(tokens, at, end, context)) return isPlain(end) ? [whole] : [];
    const first = firstDeed(tokens, at, end);
    const isEnded = first !== null && isPlain(first.end) && isElse(tokens, first, context);
    if (first !== null && isPlain(first.end) && !isEnded && hasPath(tokens, first)) {
      const part = upTo(first.end);
      const doubt = whichEnd(tokens, first, part.value);
      const answer = doubt.kind === 'question' ? context.answers[doubt.subject] : undefined;
      if (answer === 'done') return [part];
      return answer === 'text' ? [whole] : [{ ...whole, doubt }];
    }
    return [
      { ...whole, doubt: trouble(ENDLESS, `make a note "${whole.value}"`) },
      ...(isEnded ? [upTo(first.end)] : []),
    ];
  };

/**
 * A sentence without quotation marks. It goes to the end of the goal, or to a deed with a path or a quotation, as no sentence has them. Where it
 * could as well end earlier, it is asked to be put into quotation marks.
 */
export const wordsSlot: Slot<string> = { chip: 'object', read: read(isNoText) };

/** Whether it is done to the list, and with something that everyone knows. */
const isDoneToIt = (tokens: Tokens, { deed, last }: Deed, context: GoalContext): boolean => {
  const next = afterIt(tokens, deed);
  if (next === deed) return false;
  if (isEnd(tokens, next) || afterSeparator(tokens, next) !== null) return true;
  const start = afterAny(tokens, next, 'in', 'into', 'to', 'on', 'onto', 'with', 'using', 'as');
  const isKnown =
    readFolder(tokens, start, context).length > 0 ||
    readApplication(tokens, start, context).some(({ doubt }) => doubt?.kind !== 'trouble');
  return start > next && start < last && isKnown;
};

/** What a list holds, as `wordsSlot`: no item of one is that something is done to the list. */
export const itemsSlot: Slot<string> = {
  chip: 'object',
  read: read((tokens, deed, context) => isNoText(tokens, deed) || isDoneToIt(tokens, deed, context)),
};
