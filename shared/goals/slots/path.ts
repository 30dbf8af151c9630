import { trouble, type Doubt } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import type { Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';

/** The folders everyone has, as they are called and as they are on disk. */
const WELL_KNOWN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    documents: 'Documents',
    downloads: 'Downloads',
    desktop: 'Desktop',
    pictures: 'Pictures',
    music: 'Music',
    videos: 'Videos',
    templates: 'Templates',
    home: '',
  }),
);

/** Where a file without a folder is asked about. */
const OFFERED = ['Documents', 'Desktop', 'Downloads', ''];

const within = (home: string, folder: string): string => (folder === '' ? home : `${home}/${folder}`);

/** The path as shown: `~` for the home folder. */
export const shown = (path: string, home: string): string =>
  path === home ? '~' : path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;

/** An absolute path without `.`, `..`, doubled or trailing slashes. */
export const resolvePath = (written: string, home: string): string => {
  const full = written === '~' || written.startsWith('~/') ? home + written.slice(1) : written;
  const parts: string[] = [];
  for (const part of full.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
};

const isPath = (text: string): boolean => text === '~' || /^~?\//u.test(text);

export const isFileName = (text: string): boolean =>
  text.trim() !== '' && text !== '.' && text !== '..' && !/[/\0-\x1F]/u.test(text) && text.length <= 255;

export const hasEnding = (text: string): boolean => /[^.]\.[\p{L}\p{N}]{1,8}$/u.test(text);

/** A path written out: `~/a b.txt` in quotation marks or not, or `Documents/a.txt`. */
export const writtenPath = (tokens: Tokens, at: number, context: GoalContext): Found<string> | null => {
  const token = tokens[at];
  if (token === undefined) return null;
  const found = (path: string): Found<string> => ({ value: path, next: at + 1, say: shown(path, context.home) });
  if (token.kind === 'path' || (token.kind === 'quote' && isPath(token.value) && !/[\0-\x1F]/u.test(token.value))) {
    return found(resolvePath(token.value, context.home));
  }
  const [first, ...rest] = token.text.split('/');
  const folder = WELL_KNOWN.get((first ?? '').toLowerCase());
  return token.kind === 'word' && rest.length > 0 && folder !== undefined
    ? found(resolvePath(`~/${folder}/${rest.join('/')}`, context.home))
    : null;
};

const withinFolder = (name: string, folder: string): string => `${folder === '/' ? '' : folder}/${name}`;

/** `my Documents folder`, `the Desktop`. */
const wellKnown = (tokens: Tokens, at: number, context: GoalContext): Found<string> | null => {
  const start = afterAny(tokens, at, 'my', 'the', 'your');
  const word = tokens[start];
  const folder = word?.kind === 'word' ? WELL_KNOWN.get(word.value) : undefined;
  if (folder === undefined) return null;
  const path = within(context.home, folder);
  return { value: path, next: afterAny(tokens, start + 1, 'folder', 'directory'), say: shown(path, context.home) };
};

const readFolder = (tokens: Tokens, at: number, context: GoalContext): readonly Found<string>[] => {
  const noun = afterAny(
    tokens,
    at,
    'the folder',
    'folder',
    'the directory',
    'my folder',
    'the new folder',
    'a new folder',
    'a folder',
  );
  const start = afterAny(tokens, noun, 'called', 'named');
  const written = writtenPath(tokens, start, context);
  const known = wellKnown(tokens, start, context) ?? wellKnown(tokens, at, context);
  return [...(written ? [written] : []), ...(known ? [known] : [])];
};

/** A folder, as a place to look into or to put something. */
export const folderSlot: Slot<string> = { chip: 'place', read: readFolder };

const whichFolder = (name: string, context: GoalContext): Doubt => ({
  kind: 'question',
  subject: `folder:${name}`,
  ask: `In which folder is “${name}” meant?`,
  candidates: OFFERED.map((folder) => ({
    id: within(context.home, folder),
    label: shown(within(context.home, folder), context.home),
  })),
});

/** A folder for something that was named without one: the one chosen before, else a question. */
export const folderFor = (name: string, context: GoalContext): { readonly folder: string; readonly doubt?: Doubt } => {
  const chosen = context.answers[`folder:${name}`];
  return chosen !== undefined && isPath(chosen)
    ? { folder: chosen }
    : { folder: context.home, doubt: whichFolder(name, context) };
};

const readNamed = (tokens: Tokens, at: number, context: GoalContext): readonly Found<string>[] => {
  const token = tokens[at];
  const name =
    token?.kind === 'quote' || (token?.kind === 'word' && hasEnding(token.text))
      ? token.kind === 'quote'
        ? token.value
        : token.text
      : null;
  if (name === null || isPath(name) || !isFileName(name)) return [];
  const preposition = afterAny(tokens, at + 1, 'in', 'into', 'inside', 'from', 'on');
  const placed = preposition === at + 1 ? [] : readFolder(tokens, preposition, context);
  if (placed.length > 0)
    return placed.map((f) => ({
      ...f,
      value: withinFolder(name, f.value),
      say: shown(withinFolder(name, f.value), context.home),
    }));
  const { folder, doubt } = folderFor(name, context);
  const path = withinFolder(name, folder);
  return [{ value: path, next: at + 1, say: doubt ? name : shown(path, context.home), ...(doubt ? { doubt } : {}) }];
};

const noun = (tokens: Tokens, at: number): number =>
  afterAny(
    tokens,
    afterAny(
      tokens,
      at,
      'the file',
      'a file',
      'file',
      'my file',
      'the',
      'a new file',
      'an empty file',
      'the picture',
      'the document',
    ),
    'called',
    'named',
  );

/** A file, by path or by name and folder. */
export const fileSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at, context) {
    const start = noun(tokens, at);
    const written = writtenPath(tokens, start, context);
    return written ? [written] : readNamed(tokens, start, context);
  },
};

/** `~/Documents as a.txt`. */
const folderThenName = (tokens: Tokens, at: number, context: GoalContext): readonly Found<string>[] =>
  readFolder(tokens, at, context).flatMap((f) => {
    const start = afterAny(tokens, f.next, 'as', 'under the name', 'called', 'named');
    const token = tokens[start];
    const name = token?.kind === 'quote' ? token.value : (token?.text ?? '');
    if (
      start === f.next ||
      token === undefined ||
      !isFileName(name) ||
      isPath(name) ||
      (token.kind !== 'quote' && token.kind !== 'word')
    )
      return [];
    const path = withinFolder(name, f.value);
    return [{ value: path, next: start + 1, say: shown(path, context.home) }];
  });

/** Where a new file goes; a folder alone is no name for one. */
export const newFileSlot: Slot<string> = {
  chip: 'place',
  read(tokens, at, context) {
    const whole = fileSlot.read(tokens, at, context);
    const placed = folderThenName(tokens, at, context);
    if (placed.length > 0) return placed;
    const nameless = wellKnown(tokens, at, context);
    const isFolder = (path: string): boolean =>
      [...WELL_KNOWN.values()].some((folder) => path === within(context.home, folder)) || path === '/';
    const say = trouble('Say what the file is to be called, not only its folder.');
    return [
      ...whole.map((f) => (isFolder(f.value) ? { ...f, doubt: say } : f)),
      ...(nameless ? [{ ...nameless, doubt: say }] : []),
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
    const token = tokens[start];
    const name = token?.kind === 'quote' ? token.value : token?.kind === 'word' ? token.text : '';
    if (!isFileName(name) || isPath(name)) return [];
    const preposition = afterAny(tokens, start + 1, 'in', 'inside', 'on', 'under');
    if (preposition > start + 1) {
      return readFolder(tokens, preposition, context).map((f) => ({
        ...f,
        value: withinFolder(name, f.value),
        say: shown(withinFolder(name, f.value), context.home),
      }));
    }
    const { folder, doubt } = folderFor(name, context);
    return [{ value: withinFolder(name, folder), next: start + 1, say: name, ...(doubt ? { doubt } : {}) }];
  },
};
