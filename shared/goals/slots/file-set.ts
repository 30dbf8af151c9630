import { trouble, type Doubt } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import type { Found, Slot } from '../slot.ts';
import { after, afterAny, type Tokens } from '../token.ts';
import { DEEDS } from './deeds.ts';
import { globFor } from './file-kinds.ts';
import { folderFor, folderSlot } from './folder.ts';
import { hasEnding, isPath, resolvePath, shown } from './path.ts';

/** Files of a folder by pattern. */
export interface FileSet {
  readonly folder: string;
  readonly glob: string;
  readonly recursive: boolean;
}

const isGlob = (text: string): boolean => /[*?]/u.test(text) && !text.includes('/');

interface Kind {
  readonly glob: string;
  readonly next: number;
  readonly words: string;
}

/** "PDFs", "jpg files", "*.jpg", "*.jpg files", "files". Longest first. */
export const readKind = (tokens: Tokens, at: number): Kind | null => {
  const token = tokens[at];
  if (token === undefined || (token.kind !== 'word' && token.kind !== 'quote')) return null;
  if (isGlob(token.value)) {
    return {
      glob: token.kind === 'quote' ? token.value : token.text,
      next: afterAny(tokens, at + 1, 'files', 'pictures', 'images'),
      words: token.text,
    };
  }
  for (const count of [2, 1]) {
    const words = tokens.slice(at, at + count);
    if (words.length < count || words.some((t) => t.kind !== 'word')) continue;
    const glob = globFor(words.map((t) => t.value).join(' '));
    if (glob !== null) return { glob, next: at + count, words: words.map((t) => t.text).join(' ') };
  }
  return null;
};

/** One pattern for what fits any of several. */
const anyOf = (globs: readonly string[]): string => {
  const inner = globs.map((glob) => /^\*\.(?:\{([^{}*?]+)\}|([^{}*?]+))$/u.exec(glob)).map((m) => m?.[1] ?? m?.[2]);
  return inner.every((endings) => endings !== undefined)
    ? `*.{${[...new Set(inner.join(',').split(','))].join(',')}}`
    : `{${globs.join(',')}}`;
};

/** As `readKind`, also several one after another: "PDFs, pictures and videos". What may as well begin another part of the goal ends them. */
export const readKinds = (tokens: Tokens, at: number): Kind | null => {
  const first = readKind(tokens, at);
  if (!first || first.glob === '*' || !isMany(first.words)) return first;
  const kinds = [first];
  for (let next = first.next; ;) {
    const more = afterAny(tokens, next, ', and', ', or', ',', 'and', 'or');
    const start = afterAny(tokens, more, 'all the', 'all', 'the');
    const kind = more === next || DEEDS.has(tokens[start]?.value ?? '') ? null : readKind(tokens, start);
    if (!kind || kind.glob === '*' || !isMany(kind.words)) break;
    kinds.push(kind);
    next = kind.next;
  }
  const last = kinds.at(-1) ?? first;
  return kinds.length === 1
    ? first
    : {
        glob: anyOf(kinds.map(({ glob }) => glob)),
        next: last.next,
        words: new Intl.ListFormat('en').format(kinds.map(({ words }) => words)),
      };
};

const isMany = (words: string): boolean => /s$|[*?]/iu.test(words);

interface Narrow {
  readonly glob: string;
  readonly next: number;
  readonly doubt?: Doubt;
}

/** What files hold is looked through to tell it: to take it for a part of their names would be a guess. */
const inNames = (text: string): Doubt =>
  trouble(`Files are chosen by their names, not by what they hold: say with "${text}" in the name.`);

/** A narrower glob said afterwards: `named "a*"`, `ending in .txt`, `starting with "IMG"`. */
const narrowed = (tokens: Tokens, at: number): Narrow | null => {
  const value = (position: number): string | null => {
    const token = tokens[position];
    return token &&
      (token.kind === 'quote' || token.kind === 'word') &&
      token.value !== '' &&
      !token.value.includes('/')
      ? token.kind === 'quote'
        ? token.value
        : token.text
      : null;
  };
  const forms: readonly (readonly [string, (text: string) => string])[] = [
    ['named', (x) => x],
    ['called', (x) => x],
    ['matching', (x) => x],
    ['like', (x) => x],
    ['ending in', (x) => `*${x}`],
    ['ending with', (x) => `*${x}`],
    ['that end in', (x) => `*${x}`],
    ['that end with', (x) => `*${x}`],
    ['with the extension', (x) => `*.${x.replace(/^\./u, '')}`],
    ['starting with', (x) => `${x}*`],
    ['that start with', (x) => `${x}*`],
  ];
  for (const words of ['containing', 'that contain', 'with']) {
    const next = after(tokens, at, words);
    const said = next === null ? null : value(next);
    if (next === null || said === null) continue;
    const end = afterAny(
      tokens,
      next + 1,
      'in the name',
      'in its name',
      'in their name',
      'in their names',
      'in the names',
    );
    if (end > next + 1) return { glob: `*${said}*`, next: end };
    if (words !== 'with') return { glob: `*${said}*`, next: next + 1, doubt: inNames(said) };
  }
  for (const [words, glob] of forms) {
    const next = after(tokens, at, words);
    const said = next === null ? null : value(next);
    if (next !== null && said !== null) return { glob: glob(said), next: next + 1 };
  }
  return null;
};

const RECURSIVE = [
  'and its subfolders',
  'and all its subfolders',
  'and all subfolders',
  'and subfolders',
  'including subfolders',
  'including all subfolders',
  'with subfolders',
  'recursively',
];

export const withTail = (tokens: Tokens, at: number): { readonly next: number; readonly recursive: boolean } => {
  const next = afterAny(tokens, at, ...RECURSIVE);
  return { next, recursive: next > at };
};

const sayGlob = (glob: string): string => (glob === '*' ? 'all files' : `all ${glob}`);

const finish = (tokens: Tokens, glob: string, folder: Found<string>, context: GoalContext): Found<FileSet> => {
  const narrow = glob === '*' ? narrowed(tokens, folder.next) : null;
  const { next, recursive } = withTail(tokens, narrow?.next ?? folder.next);
  const set = { folder: folder.value, glob: narrow?.glob ?? glob, recursive };
  return {
    value: set,
    next,
    say: `${sayGlob(set.glob)} in ${shown(set.folder, context.home)}`,
    ...(folder.stretched ? { stretched: true } : {}),
    ...(folder.doubt ? { doubt: folder.doubt } : narrow?.doubt ? { doubt: narrow.doubt } : {}),
  };
};

/** A glob with its folder: `~/Photos/*.jpg`. */
const globPath = (tokens: Tokens, at: number, context: GoalContext): readonly Found<FileSet>[] => {
  const token = tokens[at];
  if (token?.kind !== 'path' && token?.kind !== 'quote') return [];
  const slash = token.value.lastIndexOf('/');
  const glob = token.value.slice(slash + 1);
  if (slash < 0 || !/^~?\//u.test(token.value) || !isGlob(glob) || isGlob(token.value.slice(0, slash))) return [];
  const folder = resolvePath(token.value.slice(0, slash) || '/', context.home);
  return [finish(tokens, glob, { value: folder, next: at + 1, say: folder }, context)];
};

/** Whether only one of its kind is meant: "the invoice". */
const isOne = (words: string): boolean => !/s$|[*?]|^everything$/iu.test(words);

const ALL_IN = 'all:';

/** A file by a pattern that fits its name alone. */
const exactly = (path: string): Pick<FileSet, 'folder' | 'glob'> => {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, slash) || '/', glob: path.slice(slash + 1).replace(/[*?{}]/gu, '?') };
};

/** Files of a kind without a place: those of the folder that was chosen or found, else it is looked for and asked. */
export const nowhere = (
  { words, glob, one }: { readonly words: string; readonly glob: string; readonly one: boolean },
  next: number,
  context: GoalContext,
): Found<Pick<FileSet, 'folder' | 'glob'>> => {
  const chosen = one ? context.answers[`one:${words}`] : undefined;
  if (chosen !== undefined && isPath(chosen)) return { value: exactly(chosen), next, say: words };
  const all = chosen?.startsWith(ALL_IN) ? chosen.slice(ALL_IN.length) : undefined;
  if (all !== undefined) return { value: { folder: all, glob }, next, say: words };
  const { folder, doubt } = folderFor(words, context);
  const value = { folder, glob };
  if (doubt?.kind !== 'question') return { value, next, say: words };
  const ask =
    words === 'everything'
      ? 'In which folder is what is meant?'
      : `In which folder ${one || words === 'file' ? 'is' : 'are'} the ${words}?`;
  const sought = glob === '*' ? {} : { sought: { kind: 'set' as const, name: words, glob, one } };
  return { value, next, say: words, doubt: { ...doubt, ask, ...sought } };
};

/** "The PDF in Downloads" is one: the only one there, or the one that is chosen. */
const oneIn = (folder: Found<string>, { words, glob }: Kind, context: GoalContext): Found<FileSet> => {
  const name = `${words} in ${shown(folder.value, context.home)}`;
  const chosen = context.answers[`one:${name}`];
  const found = { ...folder, say: name };
  if (chosen !== undefined && isPath(chosen)) return { ...found, value: { ...exactly(chosen), recursive: false } };
  const value = { folder: folder.value, glob, recursive: false };
  if (chosen?.startsWith(ALL_IN) || folder.doubt) return { ...found, value };
  const doubt: Doubt = {
    kind: 'question',
    subject: `folder:${name}`,
    ask: `Which ${name} is meant?`,
    candidates: [{ id: `${ALL_IN}${folder.value}`, label: `All in ${shown(folder.value, context.home)}` }],
    sought: { kind: 'set', name: words, glob, one: true, within: folder.value },
  };
  return { ...found, value, doubt };
};

export const QUANTIFIERS = [
  'all of the',
  'all of my',
  'all the',
  'all my',
  'all',
  'every',
  'each',
  'the',
  'my',
  'any',
] as const;

export const readFileSet = (tokens: Tokens, at: number, context: GoalContext): readonly Found<FileSet>[] => {
  const quantifier = afterAny(tokens, at, ...QUANTIFIERS);
  const inside = afterAny(
    tokens,
    at,
    'the contents of',
    'all the contents of',
    'the content of',
    'all of the contents of',
  );
  const contents =
    inside === at ? [] : folderSlot.read(tokens, inside, context).filter(({ value }) => !hasEnding(value));
  if (contents.length > 0) return contents.map((folder) => finish(tokens, '*', folder, context));
  const direct = globPath(tokens, quantifier, context);
  if (direct.length > 0) return direct;
  const kind = readKinds(tokens, quantifier);
  if (!kind) return [];
  const narrow = kind.glob === '*' ? narrowed(tokens, kind.next) : null;
  const glob = narrow?.glob ?? kind.glob;
  const before = narrow?.next ?? kind.next;
  const preposition = afterAny(tokens, before, 'in', 'inside', 'of', 'within', 'from', 'on', 'that are in');
  const folders = preposition > before ? folderSlot.read(tokens, preposition, context) : [];
  const doubtful = (set: Found<FileSet>): Found<FileSet> => (narrow?.doubt ? { ...set, doubt: narrow.doubt } : set);
  const said = tokens
    .slice(at, quantifier)
    .map(({ value }) => value)
    .join(' ');
  const one = glob !== '*' && isOne(kind.words) && ['', 'the', 'my'].includes(said);
  const placed = folders.map((folder) =>
    doubtful(one ? oneIn(folder, kind, context) : finish(tokens, glob, folder, context)),
  );
  // What is only guessed to be a place may begin something else.
  if (folders.some(({ stretched }) => stretched !== true)) return placed;
  // "The file" and "files" alone are no set: only a quantity or a kind is.
  const meant =
    glob !== '*' || quantifier > at + 1 || ['all', 'every', 'each', 'any'].includes(tokens[at]?.value ?? '');
  if (!meant) return placed;
  const { value, ...found } = nowhere({ words: kind.words, glob, one }, before, context);
  return [...placed, doubtful(finish(tokens, value.glob, { ...found, value: value.folder }, context))];
};

/** All files of one kind in a folder. */
export const fileSetSlot: Slot<FileSet> = { chip: 'object', read: readFileSet };
