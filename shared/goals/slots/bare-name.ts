import type { Doubt } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import type { Found } from '../slot.ts';
import { afterAny, type Token, type Tokens } from '../token.ts';
import { globFor } from './file-kinds.ts';
import { hasEnding, inFolder, isFileName, isPath, shown, wellKnownFolder } from './path.ts';
import { isDomain } from './text.ts';

/** Where something of a name is asked to be. */
const OFFERED = ['documents', 'desktop', 'downloads', 'home'];

/** Words at which a name without quotation marks ends. */
const ENDS = new Set(
  (
    'a an the my your our his her its their this that these those it them in into inside to on onto of from with within without as at by for and or ' +
    'then if unless except but not all every each any is are was were be before after when while until under over than by please now called named ' +
    'so because which who that whose'
  ).split(' '),
);

/** Words that are no name by themselves: they stand for something else, or say nothing. */
const NO_NAME = new Set(
  (
    'everything anything something nothing all both none some any it them him her us me you one ones others other rest same here there where inside ' +
    'file files folder folders directory document documents ' +
    'window windows screen side left right top bottom half corner front back background foreground clipboard trash bin rubbish ' +
    'page site website link tab button menu field text word words line lines note letter title name names number numbers ' +
    'today tomorrow yesterday morning evening night noon midnight week month year day hour minute second time later soon again ' +
    'new newest latest last first next previous old oldest recent big bigger biggest small smaller smallest large larger largest ' +
    'app apps application applications program programs browser editor terminal calculator desktop computer machine internet web ' +
    'someone anyone somebody quickly slowly carefully ' +
    'and or then otherwise else if not never only out up down away off together apart once twice where usual place places'
  ).split(' '),
);

/** As well where a thing is meant: a folder may be called so. */
const NO_THING = new Set(
  (
    'thing things stuff item items copy copies duplicate duplicates original originals archive email emails mail mails message messages ' +
    'friend friends list'
  ).split(' '),
);

const FOLDER_NOUNS = ['the folder', 'folder', 'the directory', 'my folder', 'our folder', 'directory'];
const FILE_NOUNS = ['the file', 'file', 'my file', 'the document', 'my document', 'document'];
const ARTICLES = ['the', 'my', 'our', 'your'];
const CALLED = ['called', 'named'];

const MOST_WORDS = 6;

export type Wanted = 'file' | 'folder' | 'thing';

/** The subject of the question where something is that is named without its place: what is no file of that name may be a folder. */
const placeOf = (kind: Wanted, name: string): string => `place-of-${kind}:${name}`;

interface Named {
  readonly name: string;
  /** What of a path follows it. */
  readonly below: string;
  readonly next: number;
  readonly kind: Wanted;
  /** A noun says that it is a name. */
  readonly sure: boolean;
  readonly capital: boolean;
}

const isPlain = (token: Token | undefined): token is Token =>
  token?.kind === 'word' &&
  token.mended !== true &&
  !ENDS.has(token.value) &&
  /^[\p{L}\p{N}][\p{L}\p{N}.,_()&+'’/-]*$/u.test(token.text);

const isCapital = (text: string): boolean => /^[\p{Lu}\p{N}]/u.test(text);

/** A name in quotation marks, without an ending: with one, it is a file's and read elsewhere. */
const quoted = (token: Token | undefined): string | null =>
  token?.kind === 'quote' && !token.text.startsWith('`') && isFileName(token.value) && !isPath(token.value)
    ? token.value.trim()
    : null;

const names = (tokens: Tokens, at: number, noun: Wanted | null, wanted: Wanted): readonly Named[] => {
  const kind = noun ?? wanted;
  const suffixed = (next: number): { next: number; sure: boolean } => {
    const behind = noun === null ? afterAny(tokens, next, 'folder', 'directory') : next;
    return { next: behind, sure: noun !== null || behind > next };
  };
  const quote = quoted(tokens[at]);
  if (quote !== null) {
    if (hasEnding(quote) && kind !== 'folder') return [];
    const { next, sure } = suffixed(at + 1);
    return [{ name: quote, below: '', next, kind: next > at + 1 ? 'folder' : kind, sure, capital: false }];
  }
  const found: Named[] = [];
  for (let count = 1; count <= MOST_WORDS; count += 1) {
    const token = tokens[at + count - 1];
    if (!isPlain(token)) break;
    if (count > 1 && ['folder', 'directory'].includes(token.value)) break;
    const words = tokens.slice(at, at + count);
    const text = words.map((word) => word.text).join(' ');
    const [name = '', ...below] = text.split('/');
    const { next, sure } = suffixed(at + count);
    const capital = words.every((word) => isCapital(word.text));
    const isOwn = next > at + count ? 'folder' : kind;
    if (name === '' || isDomain(text) || (hasEnding(text) && isOwn !== 'folder')) continue;
    if (words.some((word, i) => i < count - 1 && word.text.includes('/'))) break;
    if (count === 1 && !sure && (NO_NAME.has(token.value) || (isOwn !== 'folder' && NO_THING.has(token.value)))) break;
    // "One folder" is no folder called so.
    if (count === 1 && noun === null && /^(one|two|same|single|own|other|another|right|wrong|each)$/u.test(token.value))
      break;
    if (count > 1 && !sure && !capital) continue;
    if (wellKnownFolder(name, '') !== null && below.length === 0 && count === 1) continue;
    // "PDFs" are files of a kind, wherever they are; a place to go to may be called so.
    if (!sure && isOwn === 'thing' && globFor(text.toLowerCase()) !== null) continue;
    found.push({
      name,
      below: below.filter((part) => part !== '').join('/'),
      next,
      kind: isOwn,
      sure,
      capital,
    });
  }
  return found.reverse();
};

/** With the folder that is said behind it: `the folder old stuff from my desktop`. */
const within = (named: Named, tokens: Tokens, context: GoalContext): readonly Found<string>[] => {
  const place = afterAny(tokens, named.next, 'in', 'inside', 'on', 'from', 'out of');
  if (place === named.next) return [];
  const start = afterAny(tokens, place, 'my', 'the');
  const word = tokens[start];
  const known = word?.kind === 'word' ? wellKnownFolder(word.value, context.home) : null;
  if (known === null) return [];
  const next = afterAny(tokens, start + 1, 'folder', 'directory');
  return foundOf({ ...named, next }, false, context, known);
};

/** A place for something new of that name. */
const offered = (name: string, { home }: GoalContext) =>
  OFFERED.flatMap((word) => {
    const folder = wellKnownFolder(word, home);
    return folder === null ? [] : [{ id: inFolder(folder, name), label: shown(inFolder(folder, name), home) }];
  });

const foundOf = (
  { name, below, next, kind, sure, capital }: Named,
  mayBeNew: boolean,
  context: GoalContext,
  folder?: string,
): readonly Found<string>[] => {
  const subject = `${placeOf(kind, name)}${folder === undefined ? '' : ` in ${folder}`}`;
  const answer = context.answers[subject];
  if (answer === 'no') return [];
  const end = (path: string): string => (below === '' ? path : `${path}/${below}`);
  if (answer !== undefined && isPath(answer))
    return [{ value: end(answer), next, say: shown(end(answer), context.home), stretched: true as const }];
  if (context.guessing === false && !sure) return [];
  const doubt: Doubt = {
    kind: 'question',
    subject,
    ask: `Where is “${name}”?`,
    candidates: offered(name, context),
    sought: { kind, name, mayBeNew, bare: true, ...(folder === undefined ? {} : { within: folder }) },
    ...(sure ? {} : { guess: capital ? ('name' as const) : ('faint' as const) }),
  };
  return [{ value: end(inFolder(context.home, name)), next, say: name, stretched: true as const, doubt }];
};

/**
 * A file or folder by its name alone, without a path, an ending or quotation marks: `Tax 2025`, `the Invoices folder`, `Notes/2026`. It is there
 * where something has the name, which looking tells; any other reading of the words goes before. Longest first.
 * @param mayBeNew a place for something, which is made where it is not there
 */
export const bareNames = (
  tokens: Tokens,
  at: number,
  context: GoalContext,
  wanted: Wanted,
  mayBeNew = false,
): readonly Found<string>[] => {
  const [folder, file] = [afterAny(tokens, at, ...FOLDER_NOUNS), afterAny(tokens, at, ...FILE_NOUNS)];
  const noun = folder > at ? 'folder' : file > at && wanted !== 'folder' ? 'file' : null;
  const start = Math.max(folder, noun === 'file' ? file : at, noun === null ? afterAny(tokens, at, ...ARTICLES) : at);
  const called = noun === null ? start : afterAny(tokens, start, ...CALLED);
  return names(tokens, called, noun, wanted).flatMap((named) => [
    ...(mayBeNew || named.below !== '' ? [] : within(named, tokens, context)),
    ...foundOf(named, mayBeNew, context),
  ]);
};

/** Words with capitals or figures that are one name together, of two or more: `Summer 2026`. Longest first. */
export const capitalName = (
  tokens: Tokens,
  at: number,
): readonly { readonly name: string; readonly next: number }[] => {
  const words: string[] = [];
  const found: { name: string; next: number }[] = [];
  for (let next = at; next < at + MOST_WORDS; next += 1) {
    const token = tokens[next];
    if (!isPlain(token) || !isCapital(token.text) || token.text.includes('/') || hasEnding(token.text)) break;
    words.push(token.text);
    if (words.length > 1) found.unshift({ name: words.join(' '), next: next + 1 });
  }
  return found;
};
