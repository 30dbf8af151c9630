import { readQuotation } from './quotation.ts';

/**
 * A piece of the goal's text. `word`: compared without case. `quote`: taken verbatim. `mark`: one punctuation mark.
 * `break`: an end of line. `unclosed`: a quotation without end. `strange`: a control or invisible character.
 */
export interface Token {
  readonly kind: 'word' | 'quote' | 'path' | 'url' | 'mark' | 'break' | 'unclosed' | 'strange';
  /** As it stands in the goal. */
  readonly text: string;
  /** For words in lower case with straight apostrophes, for quotations without the marks. */
  readonly value: string;
  /** UTF-16 offsets into the goal. */
  readonly start: number;
  readonly end: number;
  /** It is read as this word and was written with a slip: no part of a name or a text. */
  readonly mended?: true;
}

export type Tokens = readonly Token[];

const SPACE = /[^\S\n\r\uFEFF\u2028\u2029]+/uy;
const BREAK = /(?:\r\n|[\n\r\u2028\u2029])+/uy;
// Bidirectional overrides and zero-width characters make a text read differently from what it says.
const STRANGE = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+/uy;
const URL = /https?:\/\/[^\s"“”«»`<>\p{C}]+/iuy;
const PATH = /(?:~(?=[/\s,;:.!?]|$)|\/)(?:\\ |[^\s"“”„«»`\p{Cc}\p{Cf}])*/uy;
/** How an address of a file on this machine begins; one of another machine is no path here. */
const FILE = /file:(?:\/\/(?=\/)|(?=~\/|\/(?!\/)))/iuy;
const WORD = /[^\s"“”„«»`\p{Cc}\p{Cf}]+/uy;
/** Punctuation by itself; a full stop also begins names such as ".txt". */
const MARK = /[,;:!?]|\.(?=[\s,;:.!?]|$)/uy;
const MARKS = ',;:.!?';

const at = (pattern: RegExp, text: string, offset: number): string => {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
};

/** Without the punctuation that ends a sentence or a part of it. */
const trimmed = (piece: string): string => {
  let end = piece.length;
  while (end > 0 && MARKS.includes(piece.charAt(end - 1))) end -= 1;
  return piece.slice(0, end);
};

/** The path that an address of a file says; as it is written where it would hide something. */
const decoded = (path: string): string => {
  try {
    const plain = decodeURIComponent(path);
    return /[\p{Cc}\p{Cf}]/u.test(plain) ? path : plain;
  } catch {
    return path;
  }
};

const isApostrophe = (character: string): boolean => character === "'" || character === '‘';

/** `quotable`: whether an apostrophe may still begin a quotation that ends. */
const pieceAt = (text: string, start: number, quotable: boolean): Token => {
  const make = (kind: Token['kind'], piece: string, value = piece): Token => ({
    kind,
    text: piece,
    value,
    start,
    end: start + piece.length,
  });
  const lineEnd = at(BREAK, text, start);
  if (lineEnd !== '') return make('break', lineEnd);
  const strange = at(STRANGE, text, start);
  if (strange !== '') return make('strange', strange);
  const quotation = quotable || !isApostrophe(text.charAt(start)) ? readQuotation(text, start) : null;
  if (quotation)
    return make(quotation.closed ? 'quote' : 'unclosed', text.slice(start, quotation.end), quotation.value);
  const url = at(URL, text, start);
  if (url !== '') return make('url', trimmed(url));
  const scheme = at(FILE, text, start);
  const address = scheme === '' ? '' : trimmed(at(PATH, text, start + scheme.length));
  if (address !== '') return make('path', scheme + address, decoded(address));
  const path = trimmed(at(PATH, text, start));
  if (path !== '') return make('path', path, path.replaceAll('\\ ', ' '));
  const mark = at(MARK, text, start);
  if (mark !== '') return make('mark', mark);
  const word = trimmed(at(WORD, text, start));
  // A quotation mark that opens nothing, or a character no rule names, stands for itself.
  if (word === '') return make('strange', String.fromCodePoint(text.codePointAt(start) ?? 0));
  return make('word', word, word.toLowerCase().replaceAll('’', "'"));
};

/** The goal in pieces, in order; every character that is not a space is in exactly one of them. */
export const tokenize = (text: string): Tokens => {
  const tokens: Token[] = [];
  let offset = 0;
  let quotable = true;
  while (offset < text.length) {
    const space = at(SPACE, text, offset);
    offset += space.length;
    if (space !== '') continue;
    const token = pieceAt(text, offset, quotable);
    // What closes a quotation depends on what follows it: where none closed, none that begins later does.
    if (isApostrophe(text.charAt(offset)) && token.kind !== 'quote') quotable = false;
    tokens.push(token);
    offset = token.end;
  }
  return tokens;
};

const split = new Map<string, readonly string[]>();

const wordsIn = (phrase: string): readonly string[] => {
  const ready = split.get(phrase) ?? phrase.split(' ');
  split.set(phrase, ready);
  return ready;
};

/** The position after these words of the program's own, or null where they do not stand. */
export const after = (tokens: Tokens, start: number, words: string): number | null => {
  let next = start;
  for (const word of wordsIn(words)) {
    const token = tokens[next];
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'mark') || token.value !== word) return null;
    next += 1;
  }
  return next;
};

/** The position after the first of these alternatives that stands there, else `start` itself. */
export const afterAny = (tokens: Tokens, start: number, ...alternatives: readonly string[]): number => {
  for (const words of alternatives) {
    const next = after(tokens, start, words);
    if (next !== null) return next;
  }
  return start;
};
