import { HddlError } from './hddl-error.ts';

/** A word, or a list in parentheses, and where it begins. */
export type Sexpr =
  | { readonly word: string; readonly line: number; readonly column: number }
  | { readonly list: readonly Sexpr[]; readonly line: number; readonly column: number };

/** Deeper nesting is no domain but an attack on the reader. */
const DEEPEST = 200;
/** In UTF-16 units. */
const LONGEST = 64_000_000;

/**
 * Reads one expression; words are in lower case, `;` begins a comment.
 * @throws HddlError with line and column.
 */
export const readSexpr = (text: string): Sexpr => {
  if (text.length > LONGEST) throw new HddlError('The text is too long.', 1, 1);
  const piece = /[^\S\n]+|;[^\n]*|\n|[()]|[^\s();]+/gu;
  const open: { list: Sexpr[]; line: number; column: number }[] = [];
  let line = 1;
  let lineStart = 0;
  let whole: Sexpr | null = null;
  for (let found = piece.exec(text); found; found = piece.exec(text)) {
    const [word] = found;
    if (word === '\n') {
      line += 1;
      lineStart = found.index + 1;
      continue;
    }
    const column = found.index - lineStart + 1;
    if (/^[\s;]/u.test(word)) continue;
    if (whole) throw new HddlError('Something follows the last parenthesis.', line, column);
    if (word === '(') {
      if (open.length >= DEEPEST) throw new HddlError('Parentheses are nested too deeply.', line, column);
      open.push({ list: [], line, column });
      continue;
    }
    const made = word === ')' ? open.pop() : { word: word.toLowerCase(), line, column };
    if (!made) throw new HddlError('This parenthesis closes nothing.', line, column);
    const inside = open.at(-1);
    if (inside) inside.list.push(made);
    else if ('list' in made) whole = made;
    else throw new HddlError(`“${word}” stands outside of all parentheses.`, line, column);
  }
  const unclosed = open.at(-1);
  if (unclosed) throw new HddlError('This parenthesis is never closed.', unclosed.line, unclosed.column);
  if (!whole) throw new HddlError('The text is empty.', line, 1);
  return whole;
};

export const fail = (at: Sexpr, say: string): never => {
  throw new HddlError(say, at.line, at.column);
};

export const listOf = (at: Sexpr, what: string): readonly Sexpr[] =>
  'list' in at ? at.list : fail(at, `Here ${what} in parentheses is expected, not “${at.word}”.`);

export const wordOf = (at: Sexpr | undefined, what: string, inside: Sexpr): string =>
  at === undefined
    ? fail(inside, `${what} is missing.`)
    : 'word' in at
      ? at.word
      : fail(at, `Here ${what} is expected.`);

/** The first word of a list, or '' where it does not begin with one. */
export const headOf = (at: Sexpr): string => {
  const first = 'list' in at ? at.list[0] : undefined;
  return first && 'word' in first ? first.word : '';
};
