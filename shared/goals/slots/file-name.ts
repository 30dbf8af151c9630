import type { Token, Tokens } from '../token.ts';
import { hasEnding, isFileName, isPath } from './path.ts';
import { isDomain } from './text.ts';

/** The name that a piece is, if it can be one: quoted or a word. */
export const nameAt = (token: Token | undefined): string | null => {
  if ((token?.kind !== 'quote' && token?.kind !== 'word') || token.mended) return null;
  const name = token.kind === 'quote' ? token.value : token.text;
  // Many are meant by a pattern; a name that has such a character is put into quotation marks.
  if (token.kind === 'word' && (isDomain(name) || /[*?]/u.test(name))) return null;
  return isFileName(name) && !isPath(name) ? name : null;
};

/** No word of a name with spaces that is written without quotation marks: something else begins there, or many are meant. */
const NO_PART = new Set(
  (
    'in into to on onto of from with as at by for and or then if unless except but all every each any the my a an it them that this ' +
    'no not none newest latest oldest largest biggest smallest'
  ).split(' '),
);

const MOST_WORDS = 8;

/** `Tax Report 2024.pdf`, to the first word with an ending. */
export const spacedName = (tokens: Tokens, at: number): { readonly name: string; readonly next: number } | null => {
  for (let next = at; next < at + MOST_WORDS; next += 1) {
    const token = tokens[next];
    if (token?.kind !== 'word' || token.mended || NO_PART.has(token.value) || token.text.includes('/')) return null;
    if (!hasEnding(token.text)) continue;
    const words = tokens.slice(at, next + 1).map(({ text }) => text);
    return next === at || isDomain(token.text) ? null : { name: words.join(' '), next: next + 1 };
  }
  return null;
};

/** A file's name by itself: in quotation marks, or up to its ending. */
export const fileNameAt = (tokens: Tokens, at: number): { readonly name: string; readonly next: number } | null => {
  const name = nameAt(tokens[at]);
  return name !== null && (tokens[at]?.kind === 'quote' || hasEnding(name))
    ? { name, next: at + 1 }
    : spacedName(tokens, at);
};
