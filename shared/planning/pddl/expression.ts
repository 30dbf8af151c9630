import type { Source } from './source.ts';

/** A parenthesised expression: a word in lower case, or a list. `at` is its place in the text. */
export type Expression = Word | List;
export interface Word {
  readonly word: string;
  readonly at: number;
}
export interface List {
  readonly items: readonly Expression[];
  readonly at: number;
}

export const isList = (e: Expression): e is List => 'items' in e;

const MOST_CHARACTERS = 6_000_000;
const MOST_WORDS = 1_500_000;
const MOST_DEPTH = 250;
const [OPEN, CLOSE, COMMENT, NEWLINE, SPACE, VARIABLE] = [40, 41, 59, 10, 32, 63];

/**
 * The one expression of a PDDL text.
 * @throws TaskError PDDL_SYNTAX with line and column, or PDDL_TOO_LARGE.
 */
export const readExpression = (source: Source): List => {
  const { text } = source;
  if (text.length > MOST_CHARACTERS)
    throw source.error(0, `It has ${text.length} characters; ${MOST_CHARACTERS} is the limit.`, 'PDDL_TOO_LARGE');
  const words = new Map<string, string>();
  const open: { items: Expression[]; at: number }[] = [];
  let whole: List | null = null;
  let count = 0;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code <= SPACE) {
      at++;
    } else if (code === COMMENT) {
      while (at < text.length && text.charCodeAt(at) !== NEWLINE) at++;
    } else if (code === OPEN) {
      if (whole) throw source.error(at, 'Nothing may follow the closing parenthesis.');
      if (open.length >= MOST_DEPTH) throw source.error(at, `More than ${MOST_DEPTH} nested lists.`, 'PDDL_TOO_LARGE');
      if (++count > MOST_WORDS) throw source.error(at, `More than ${MOST_WORDS} words.`, 'PDDL_TOO_LARGE');
      open.push({ items: [], at: at++ });
    } else if (code === CLOSE) {
      const list = open.pop();
      if (!list) throw source.error(at, 'This parenthesis closes nothing.');
      const around = open.at(-1);
      if (around) around.items.push(list);
      else whole = list;
      at++;
    } else {
      let end = at + 1;
      for (; end < text.length; end++) {
        const next = text.charCodeAt(end);
        // Some known domains have “(aircraft?a)”: a question mark starts a word.
        if (next <= SPACE || next === OPEN || next === CLOSE || next === COMMENT || next === VARIABLE) break;
      }
      const around = open.at(-1);
      if (!around) throw source.error(at, 'A PDDL text starts with “(define”.');
      if (++count > MOST_WORDS) throw source.error(at, `More than ${MOST_WORDS} words.`, 'PDDL_TOO_LARGE');
      const raw = text.slice(at, end);
      let word = words.get(raw);
      if (word === undefined) words.set(raw, (word = raw.toLowerCase()));
      around.items.push({ word, at });
      at = end;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw source.error(unclosed.at, 'This parenthesis is never closed.');
  if (!whole) throw source.error(0, 'There is nothing in it.');
  return whole;
};
