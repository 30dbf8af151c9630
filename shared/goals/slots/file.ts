import { trouble } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import type { Found, Slot } from '../slot.ts';
import { afterAny, type Token, type Tokens } from '../token.ts';
import { isDomain } from './text.ts';
import { placed, readFolder, wellKnown, writtenPaths, type Seeking } from './folder.ts';
import { hasEnding, inFolder, isFileName, isPath, isWellKnown, shown } from './path.ts';

const NOUNS = [
  'the file',
  'a new file',
  'an empty file',
  'a file',
  'my file',
  'file',
  'the picture',
  'the document',
  'the',
];

/** The name that a piece is, if it can be one: quoted or a word. */
const nameAt = (token: Token | undefined): string | null => {
  if (token?.kind !== 'quote' && token?.kind !== 'word') return null;
  const name = token.kind === 'quote' ? token.value : token.text;
  if (token.kind === 'word' && isDomain(name)) return null;
  return isFileName(name) && !isPath(name) ? name : null;
};

/** No word of a name with spaces that is written without quotation marks: something else begins there, or many are meant. */
const NO_PART = new Set(
  (
    'in into to on onto of from with as at by for and or then if unless except but all every each any the my a an it them that this ' +
    'newest latest oldest largest biggest smallest'
  ).split(' '),
);

const MOST_WORDS = 8;

/** `Tax Report 2024.pdf`, to the first word with an ending. */
const spacedName = (tokens: Tokens, at: number): { readonly name: string; readonly next: number } | null => {
  for (let next = at; next < at + MOST_WORDS; next += 1) {
    const token = tokens[next];
    if (token?.kind !== 'word' || NO_PART.has(token.value) || token.text.includes('/')) return null;
    if (!hasEnding(token.text)) continue;
    const words = tokens.slice(at, next + 1).map(({ text }) => text);
    return next === at || isDomain(token.text) ? null : { name: words.join(' '), next: next + 1 };
  }
  return null;
};

/** `bare`: a quoted name needs no ending, as for a file that is still to come. */
const readFile = (
  tokens: Tokens,
  at: number,
  context: GoalContext,
  bare: boolean,
  seeking: Seeking = null,
): readonly Found<string>[] => {
  const start = afterAny(tokens, afterAny(tokens, at, ...NOUNS), 'called', 'named');
  const written = writtenPaths(tokens, start, context);
  if (written.length > 0) return written;
  const name = nameAt(tokens[start]);
  const meant = name !== null && (hasEnding(name) || (bare && tokens[start]?.kind === 'quote'));
  if (meant) return placed(name, tokens, start + 1, context, seeking);
  const spaced = spacedName(tokens, start);
  if (!spaced) return [];
  return placed(spaced.name, tokens, spaced.next, context, seeking).map((f) => ({ ...f, stretched: true }));
};

/** A file that is there, by path, by name and folder, or by its name where that can be found. */
export const fileSlot: Slot<string> = {
  chip: 'object',
  read: (tokens, at, context) => readFile(tokens, at, context, false, 'there'),
};

/** A file that may come, or may not be there: by path, or by name and folder. */
export const comingFileSlot: Slot<string> = {
  chip: 'object',
  read: (tokens, at, context) => readFile(tokens, at, context, false),
};

/** A file that is gone on with where it is there, and made where it is not. */
export const grownFileSlot: Slot<string> = {
  chip: 'place',
  read: (tokens, at, context) => newFile(tokens, at, context, 'may-be-new'),
};

/** `~/Documents as a.txt`. */
const folderThenName = (tokens: Tokens, at: number, context: GoalContext): readonly Found<string>[] =>
  readFolder(tokens, at, context).flatMap((folder) => {
    const start = afterAny(tokens, folder.next, 'as', 'under the name', 'called', 'named');
    const name = start === folder.next ? null : nameAt(tokens[start]);
    if (name === null) return [];
    const path = inFolder(folder.value, name);
    return [{ value: path, next: start + 1, say: shown(path, context.home) }];
  });

const newFile = (
  tokens: Tokens,
  at: number,
  context: GoalContext,
  seeking: Seeking = null,
): readonly Found<string>[] => {
  const named = folderThenName(tokens, at, context);
  if (named.length > 0) return named;
  const nameless = wellKnown(tokens, at, context);
  const doubt = trouble('Say what the file is to be called, not only its folder.');
  return [
    ...readFile(tokens, at, context, true, seeking).map((f) =>
      isWellKnown(f.value, context.home) ? { ...f, doubt } : f,
    ),
    ...(nameless ? [{ ...nameless, doubt }] : []),
  ];
};

/** Where a new file goes; a folder alone is no name for one. */
export const newFileSlot: Slot<string> = { chip: 'place', read: (tokens, at, context) => newFile(tokens, at, context) };

/** A folder to create: a path, or a name and the folder it goes into. */
export const newFolderSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at, context) {
    const start = afterAny(tokens, at, 'called', 'named');
    const written = writtenPaths(tokens, start, context);
    if (written.length > 0) return written;
    const name = nameAt(tokens[start]);
    return name === null ? [] : placed(name, tokens, start + 1, context);
  },
};
