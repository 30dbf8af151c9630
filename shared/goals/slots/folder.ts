import type { Doubt } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import type { Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';
import { bareNames } from './bare-name.ts';
import { hasEnding, inFolder, isPath, resolvePath, shown, wellKnownFolder } from './path.ts';

/** Where a file without a folder is asked about. */
const OFFERED = ['documents', 'desktop', 'downloads', 'home'];

const found = (path: string, next: number, context: GoalContext): Found<string> => ({
  value: path,
  next,
  say: shown(path, context.home),
});

/** A path written out: `~/a b.txt` in quotation marks, `~/a.txt`, or `Documents/a.txt`. */
export const writtenPath = (tokens: Tokens, at: number, context: GoalContext): Found<string> | null => {
  const token = tokens[at];
  if (token === undefined) return null;
  // Many are meant by a pattern; a name that has such a character is put into quotation marks.
  if (token.kind === 'path' && /[*?]/u.test(token.value)) return null;
  if (token.kind === 'path' || (token.kind === 'quote' && isPath(token.value) && !/[\0-\x1F]/u.test(token.value))) {
    return found(resolvePath(token.value, context.home), at + 1, context);
  }
  const [first = '', ...rest] = token.text.split('/');
  const folder = token.kind === 'word' && rest.length > 0 ? wellKnownFolder(first, context.home) : null;
  return folder === null ? null : found(resolvePath(inFolder(folder, rest.join('/')), context.home), at + 1, context);
};

/** Where a path with spaces goes on with a small word, it is more likely that something else begins. */
const SMALL = new Set(
  'in into to on onto of from with as at by for if unless except but or please before after until within without when while'.split(
    ' ',
  ),
);

const MOST_WORDS = 8;

/** A path whose rest stands behind a space: to the first word with an ending, or as far as something is at it. */
const spacedPaths = (tokens: Tokens, at: number, context: GoalContext): readonly Found<string>[] => {
  const plain =
    tokens[at]?.kind === 'quote' || hasEnding(tokens[at]?.text ?? '') ? null : writtenPath(tokens, at, context);
  const paths: Found<string>[] = [];
  if (!plain) return paths;
  const isSmall = (from: number, to: number): boolean => tokens.slice(from, to).some(({ value }) => SMALL.has(value));
  for (let next = plain.next; next < at + MOST_WORDS && tokens[next]?.kind === 'word'; next += 1) {
    if (tokens[next]?.mended || ['and', 'then'].includes(tokens[next]?.value ?? '')) return paths;
    const rest = tokens.slice(plain.next, next + 1).map(({ text }) => text);
    const path = found(resolvePath(`${plain.value} ${rest.join(' ')}`, context.home), next + 1, context);
    const subject = `path:${path.value}`;
    if (hasEnding(path.value)) return [...paths, { ...path, stretched: true }];
    if (isSmall(plain.next, next + 1)) continue;
    const doubt: Doubt = {
      kind: 'question',
      subject,
      ask: `Is “${path.say}” one name?`,
      candidates: [{ id: 'yes', label: `Yes, ${path.say}` }],
      sought: { kind: 'path', path: path.value },
    };
    const answer = context.answers[subject];
    if (answer !== 'no') paths.push({ ...path, stretched: true, ...(answer === 'yes' ? {} : { doubt }) });
  }
  return paths;
};

/** Every way to read a path that is written out: as it stands first. */
export const writtenPaths = (tokens: Tokens, at: number, context: GoalContext): readonly Found<string>[] => {
  const plain = writtenPath(tokens, at, context);
  return plain ? [plain, ...spacedPaths(tokens, at, context)] : [];
};

/** `my Documents folder`, `the Desktop`. */
export const wellKnown = (tokens: Tokens, at: number, context: GoalContext): Found<string> | null => {
  const start = afterAny(tokens, at, 'my', 'the', 'your');
  const word = tokens[start];
  const path = word?.kind === 'word' ? wellKnownFolder(word.value, context.home) : null;
  return path === null ? null : found(path, afterAny(tokens, start + 1, 'folder', 'directory'), context);
};

const NOUNS = ['the folder', 'folder', 'the directory', 'my folder', 'the new folder', 'a new folder', 'a folder'];

export const readFolder = (tokens: Tokens, at: number, context: GoalContext): readonly Found<string>[] => {
  const start = afterAny(tokens, afterAny(tokens, at, ...NOUNS), 'called', 'named');
  const known = wellKnown(tokens, start, context) ?? wellKnown(tokens, at, context);
  return [...writtenPaths(tokens, start, context), ...(known ? [known] : [])];
};

/** A folder by its path, or one that everyone has: for what may not be there. */
export const writtenFolderSlot: Slot<string> = { chip: 'place', read: readFolder };

/** A folder that is there, as a place to look into; also by its name alone. */
export const folderSlot: Slot<string> = {
  chip: 'place',
  read: (tokens, at, context) => [...readFolder(tokens, at, context), ...bareNames(tokens, at, context, 'folder')],
};

/** A folder to put something into, which is made where it is not there. */
export const intoSlot: Slot<string> = {
  chip: 'place',
  read: (tokens, at, context) => [
    ...readFolder(tokens, at, context),
    ...bareNames(tokens, at, context, 'folder', true),
  ],
};

const whichFolder = (name: string, { home }: GoalContext): Doubt => ({
  kind: 'question',
  subject: `folder:${name}`,
  ask: `In which folder is “${name}” meant?`,
  candidates: OFFERED.flatMap((word) => {
    const path = wellKnownFolder(word, home);
    return path === null ? [] : [{ id: path, label: shown(path, home) }];
  }),
});

/** A folder for something that was named without one: the one chosen before, else a question. */
export const folderFor = (name: string, context: GoalContext): { readonly folder: string; readonly doubt?: Doubt } => {
  const chosen = context.answers[`folder:${name}`];
  return chosen !== undefined && isPath(chosen)
    ? { folder: chosen }
    : { folder: context.home, doubt: whichFolder(name, context) };
};

/** Where the goal itself says that a file of this name is: `create ~/Papers/a.txt with "x" and copy a.txt to ~/Backup`. */
const saidElsewhere = (name: string, tokens: Tokens, { home }: GoalContext): string | null => {
  const said = tokens.flatMap(({ kind, value }) =>
    kind === 'path' && value.endsWith(`/${name}`) ? [resolvePath(value, home)] : [],
  );
  return new Set(said).size === 1 ? (said[0] ?? null) : null;
};

/** What is sought of a file that is named without its folder; null where nothing is, because it is yet to come. */
export type Seeking = 'there' | 'may-be-new' | 'may-be-nowhere' | null;

/** The path that a name without a folder means: the one chosen or found before, or said in the goal, else one to be found or asked for. */
const pathFor = (name: string, tokens: Tokens, next: number, seeking: Seeking, context: GoalContext): Found<string> => {
  const chosen = context.answers[`file:${name}`];
  const known = !seeking
    ? null
    : chosen !== undefined && isPath(chosen)
      ? chosen
      : saidElsewhere(name, tokens, context);
  if (known !== null) return found(known, next, context);
  const { folder, doubt } = folderFor(name, context);
  const path = found(inFolder(folder, name), next, context);
  if (doubt?.kind !== 'question') return path;
  const sought = !seeking
    ? {}
    : {
        sought: {
          kind: 'file' as const,
          name,
          mayBeNew: seeking === 'may-be-new',
          ...(seeking === 'may-be-nowhere' ? { mayBeNowhere: true as const } : {}),
        },
      };
  return { ...path, say: name, doubt: { ...doubt, ...sought } };
};

/** A name with the folder that follows it, `a.txt in Documents`, or with the one that is to be found or asked for. */
export const placed = (
  name: string,
  tokens: Tokens,
  next: number,
  context: GoalContext,
  seeking: Seeking = null,
): readonly Found<string>[] => {
  const preposition = afterAny(tokens, next, 'in', 'into', 'inside', 'from', 'on', 'under');
  const folders = preposition === next ? [] : readFolder(tokens, preposition, context);
  const within = (f: Found<string>): Found<string> => ({ ...f, ...found(inFolder(f.value, name), f.next, context) });
  if (folders.length > 0) return folders.map(within);
  const guessed = preposition === next ? [] : bareNames(tokens, preposition, context, 'folder', seeking !== 'there');
  return [...guessed.map(within), pathFor(name, tokens, next, seeking, context)];
};
