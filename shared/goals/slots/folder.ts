import type { Doubt } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import type { Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';
import { inFolder, isPath, resolvePath, shown, wellKnownFolder } from './path.ts';

/** Where a file without a folder is asked about. */
const OFFERED = ['documents', 'desktop', 'downloads', 'home'];

const found = (path: string, next: number, context: GoalContext): Found<string> => ({
  value: path,
  next,
  say: shown(path, context.home),
});

/** A path written out: `~/a b.txt` in quotation marks or not, or `Documents/a.txt`. */
export const writtenPath = (tokens: Tokens, at: number, context: GoalContext): Found<string> | null => {
  const token = tokens[at];
  if (token === undefined) return null;
  if (token.kind === 'path' || (token.kind === 'quote' && isPath(token.value) && !/[\0-\x1F]/u.test(token.value))) {
    return found(resolvePath(token.value, context.home), at + 1, context);
  }
  const [first = '', ...rest] = token.text.split('/');
  const folder = token.kind === 'word' && rest.length > 0 ? wellKnownFolder(first, context.home) : null;
  return folder === null ? null : found(resolvePath(inFolder(folder, rest.join('/')), context.home), at + 1, context);
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
  const written = writtenPath(tokens, start, context);
  const known = wellKnown(tokens, start, context) ?? wellKnown(tokens, at, context);
  return [...(written ? [written] : []), ...(known ? [known] : [])];
};

/** A folder, as a place to look into or to put something. */
export const folderSlot: Slot<string> = { chip: 'place', read: readFolder };

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

/** A name with the folder that follows it, `a.txt in Documents`, or with the one that is to be asked for. */
export const placed = (name: string, tokens: Tokens, next: number, context: GoalContext): readonly Found<string>[] => {
  const preposition = afterAny(tokens, next, 'in', 'into', 'inside', 'from', 'on', 'under');
  const folders = preposition === next ? [] : readFolder(tokens, preposition, context);
  if (folders.length > 0) return folders.map((f) => found(inFolder(f.value, name), f.next, context));
  const { folder, doubt } = folderFor(name, context);
  const path = found(inFolder(folder, name), next, context);
  return [doubt ? { ...path, say: name, doubt } : path];
};
