import { trouble } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import type { Found, Slot } from '../slot.ts';
import { afterAny, type Token, type Tokens } from '../token.ts';
import { isDomain } from './text.ts';
import { placed, readFolder, wellKnown, writtenPath } from './folder.ts';
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

/** `bare`: a quoted name needs no ending, as for a file that is still to come. */
const readFile = (tokens: Tokens, at: number, context: GoalContext, bare: boolean): readonly Found<string>[] => {
  const start = afterAny(tokens, afterAny(tokens, at, ...NOUNS), 'called', 'named');
  const written = writtenPath(tokens, start, context);
  if (written) return [written];
  const name = nameAt(tokens[start]);
  const meant = name !== null && (hasEnding(name) || (bare && tokens[start]?.kind === 'quote'));
  return meant ? placed(name, tokens, start + 1, context) : [];
};

/** A file, by path or by name and folder. */
export const fileSlot: Slot<string> = {
  chip: 'object',
  read: (tokens, at, context) => readFile(tokens, at, context, false),
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

/** Where a new file goes; a folder alone is no name for one. */
export const newFileSlot: Slot<string> = {
  chip: 'place',
  read(tokens, at, context) {
    const named = folderThenName(tokens, at, context);
    if (named.length > 0) return named;
    const nameless = wellKnown(tokens, at, context);
    const doubt = trouble('Say what the file is to be called, not only its folder.');
    return [
      ...readFile(tokens, at, context, true).map((f) => (isWellKnown(f.value, context.home) ? { ...f, doubt } : f)),
      ...(nameless ? [{ ...nameless, doubt }] : []),
    ];
  },
};

/** A folder to create: a path, or a name and the folder it goes into. */
export const newFolderSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at, context) {
    const start = afterAny(tokens, at, 'called', 'named');
    const written = writtenPath(tokens, start, context);
    if (written) return [written];
    const name = nameAt(tokens[start]);
    return name === null ? [] : placed(name, tokens, start + 1, context);
  },
};
