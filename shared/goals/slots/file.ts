import { trouble } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import { afterSeparator, isEnd } from '../separator.ts';
import type { Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';
import { bareNames, capitalName } from './bare-name.ts';
import { nameAt, spacedName } from './file-name.ts';
import { placed, readFolder, wellKnown, writtenPaths, type Seeking } from './folder.ts';
import { hasEnding, inFolder, isFileName, isWellKnown, shown, wellKnownFolder } from './path.ts';

const NOUNS = [
  'the file',
  'a new file',
  'an empty file',
  'a file',
  'my file',
  'my document',
  'my',
  'file',
  'the picture',
  'the document',
  'the',
];

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
export const writtenFile = (tokens: Tokens, at: number, context: GoalContext): readonly Found<string>[] =>
  readFile(tokens, at, context, false, 'there');

/** A file that is there and is not named by its name without its ending. */
export const namedFileSlot: Slot<string> = { chip: 'object', read: writtenFile };

/** As `writtenFile`, also by its name without its ending. */
export const fileSlot: Slot<string> = {
  chip: 'object',
  read: (tokens, at, context) => [...writtenFile(tokens, at, context), ...bareNames(tokens, at, context, 'file')],
};

const PLACES: ReadonlySet<string> = new Set(['in', 'into', 'on', 'onto', 'to']);

/** As `fileSlot`, without a place behind its name: that is where something goes. */
export const loneFileSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at, context) {
    const place = tokens.findIndex(({ kind, value }, i) => i > at && kind === 'word' && PLACES.has(value));
    return fileSlot.read(place < 0 ? tokens : tokens.slice(0, place), at, context);
  },
};

/** A file that may come, or may not be there: by path, or by name and folder. */
export const comingFileSlot: Slot<string> = {
  chip: 'object',
  read: (tokens, at, context) => readFile(tokens, at, context, false),
};

/** A file that what follows hangs on: it may be nowhere. */
export const possibleFileSlot: Slot<string> = {
  chip: 'object',
  read: (tokens, at, context) => readFile(tokens, at, context, false, 'may-be-nowhere'),
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

/** Words after “called” that are no part of a name: something else begins there. */
const NO_NAME_PART = new Set(
  'with containing that which for and then from to if unless when where so as please called named into before after but except'.split(
    ' ',
  ),
);

const MOST_NAME_WORDS = 6;

/** `called Rechnungen für März in Documents`: all that is called so, up to its place or the end of the part. */
const calledFolder = (tokens: Tokens, start: number, context: GoalContext): readonly Found<string>[] => {
  const words: string[] = [];
  for (let next = start; next < start + MOST_NAME_WORDS; next += 1) {
    const token = tokens[next];
    if (words.length > 1 && (isEnd(tokens, next) || afterSeparator(tokens, next) !== null))
      return placed(words.join(' '), tokens, next, context).map((found) => ({ ...found, stretched: true as const }));
    const place = afterAny(tokens, next, 'in', 'inside', 'on', 'under');
    if (words.length > 1 && place > next && readFolder(tokens, place, context).length > 0)
      return placed(words.join(' '), tokens, next, context).map((found) => ({ ...found, stretched: true as const }));
    if (token?.kind !== 'word' || token.mended || NO_NAME_PART.has(token.value) || !isFileName(token.text)) return [];
    words.push(token.text);
  }
  return [];
};

/** A folder to create: a path, or a name and the folder it goes into. */
export const newFolderSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at, context) {
    const start = afterAny(tokens, at, 'called', 'named');
    const written = writtenPaths(tokens, start, context);
    if (written.length > 0) return written;
    const word = tokens[start];
    // A folder that everyone has is there already.
    if (word?.kind === 'word' && wellKnownFolder(word.value, context.home) !== null) return [];
    const name = nameAt(word);
    const spaced = capitalName(tokens, start).flatMap(({ name: words, next }) =>
      placed(words, tokens, next, context).map((found) => ({ ...found, stretched: true as const })),
    );
    const sentence = start === at ? [] : calledFolder(tokens, start, context);
    return [...spaced, ...sentence, ...(name === null ? [] : placed(name, tokens, start + 1, context))];
  },
};

/** What a file is to be called: one word, quotation marks, or words up to an ending. */
export const newNameSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at) {
    const spaced = spacedName(tokens, at);
    const name = nameAt(tokens[at]);
    return [
      ...(spaced ? [{ value: spaced.name, next: spaced.next, say: `“${spaced.name}”`, stretched: true as const }] : []),
      ...(name === null ? [] : [{ value: name, next: at + 1, say: `“${name}”` }]),
    ];
  },
};
