import type { Choosing } from '../../skills/choosing.ts';
import type { GoalContext } from '../intent.ts';
import type { Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';
import { numberOf } from './amount.ts';
import { nowhere as nowhereOf, QUANTIFIERS, readKind, readKinds, withTail, type FileSet } from './file-set.ts';
import { fileNameAt as nameAt } from './file-name.ts';
import { folderSlot } from './folder.ts';
import { shown } from './path.ts';
import { choosingOf, rangeAt, stretchAt, type Stretch } from './when.ts';

/** Some of the files of a folder: the newest, those older than a month, those that are copies. */
export type ChosenSet = FileSet & Choosing;

const DAY = 24 * 3_600_000;

/** Without a number "the newest files" are this many. */
export const SOME = 10;

export const ORDERS: readonly (readonly [NonNullable<Choosing['sort']>, readonly string[]])[] = [
  ['newest', ['newest', 'latest', 'most recent']],
  ['oldest', ['oldest']],
  ['largest', ['largest', 'biggest']],
  ['smallest', ['smallest']],
];

const LENGTHS: Readonly<Record<string, number>> = {
  hour: DAY / 24,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
};

/** `30 days`, `a week`, `two months`: milliseconds, and where it ends. A month is thirty days. */
const lengthAt = (tokens: Tokens, at: number): { readonly ms: number; readonly next: number } | null => {
  const [amount, unit] = [tokens[at]?.value ?? '', tokens[at + 1]?.value ?? ''];
  const n = amount === 'a' || amount === 'an' ? 1 : numberOf(amount);
  const length = LENGTHS[unit.replace(/s$/u, '')];
  return n === null || n <= 0 || length === undefined || !Object.hasOwn(LENGTHS, unit.replace(/s$/u, ''))
    ? null
    : { ms: n * length, next: at + 2 };
};

interface Condition {
  readonly choosing: Choosing;
  readonly next: number;
}

/** Many write “then”. */
const orThen = (words: readonly string[]): readonly string[] =>
  words.flatMap((each) => (each.endsWith('than') ? [each, each.replace(/than$/u, 'then')] : [each]));

const OLDER = orThen(['older than', 'not changed for', 'not changed in the last', 'unchanged for']);
const NEWER = orThen(['newer than', 'from the last', 'of the last', 'changed in the last']);
const ARE = ['that are', 'which are', 'are'];
/** What is said before a stretch of time in which it was changed. */
const CHANGED_IN = [
  'from',
  'of',
  'changed',
  'changed in',
  'changed on',
  'last changed in',
  'i changed',
  'that i changed',
  'taken',
  'taken in',
  'taken on',
  'i took',
  'i took in',
  'that i took',
  'that i took in',
];
const CHANGED_SINCE = ['since', 'changed since', 'that changed since'];
const CHANGED_BEFORE = ['before', 'from before', 'changed before', 'last changed before', 'older than', 'older then'];

const isLonger = (a: string, b: string): number => b.length - a.length;
const [WITHIN, SINCE, BEFORE] = [CHANGED_IN, CHANGED_SINCE, CHANGED_BEFORE].map((words) => words.toSorted(isLonger));

/** By the calendar: `from last month`, `from January to March`, `since Monday`, `before 2020`. */
const calendarAt = (tokens: Tokens, at: number, context: GoalContext): Condition | null => {
  const range = rangeAt(tokens, at, context);
  if (range) return { choosing: { after: range.after, before: range.before }, next: range.next };
  const stretch = (words: readonly string[] = []): Stretch | null => {
    const start = afterAny(tokens, at, ...words);
    return start === at ? null : stretchAt(tokens, start, context);
  };
  const [within, since, before] = [stretch(WITHIN), stretch(SINCE), stretch(BEFORE)];
  if (within) return { choosing: choosingOf(within, context.now), next: within.next };
  if (since) return { choosing: { after: since.after }, next: since.next };
  return before ? { choosing: { before: before.after }, next: before.next } : null;
};

/** `older than 30 days`, `from the last week`, `from today`. */
const ageAt = (tokens: Tokens, from: number, context: GoalContext): Condition | null => {
  const { now } = context;
  const at = afterAny(tokens, from, ...ARE);
  const older = afterAny(tokens, at, ...OLDER);
  const newer = afterAny(tokens, at, ...NEWER);
  const start = Math.max(older, newer);
  const bare = LENGTHS[tokens[start]?.value ?? ''];
  const length = lengthAt(tokens, start) ?? (newer > at && bare !== undefined ? { ms: bare, next: start + 1 } : null);
  if (start === at || !length) return calendarAt(tokens, at, context);
  return { choosing: older > at ? { before: now - length.ms } : { after: now - length.ms }, next: length.next };
};

const LARGER = orThen(['bigger than', 'larger than', 'greater than', 'more than', 'over', 'above']);
const SMALLER = orThen(['smaller than', 'less than', 'under', 'below']);

const UNITS: Readonly<Record<string, number>> = {
  ...{ b: 1, byte: 1, bytes: 1, k: 1e3, kb: 1e3, m: 1e6, mb: 1e6, g: 1e9, gb: 1e9, tb: 1e12 },
  ...{ kilobytes: 1e3, megabytes: 1e6, gigabytes: 1e9, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 },
};

/** `bigger than 10 MB`, `over 500kb`: a thousand bytes are a kB, as file managers have it. */
const sizeAt = (tokens: Tokens, at: number): Condition | null => {
  const start = afterAny(tokens, at, ...ARE);
  const larger = afterAny(tokens, start, ...LARGER);
  const next = Math.max(larger, afterAny(tokens, start, ...SMALLER));
  const [one, two] = [tokens[next]?.value ?? '', tokens[next + 1]?.value ?? ''];
  const [, figure = '', unit = ''] = /^(\d{1,9}(?:[.,]\d{1,3})?)([a-z]*)$/u.exec(one) ?? [];
  const factor = Object.hasOwn(UNITS, unit || two) ? UNITS[unit || two] : undefined;
  if (next === start || figure === '' || factor === undefined) return null;
  const bytes = Number(figure.replace(',', '.')) * factor;
  return { choosing: larger > start ? { larger: bytes } : { smaller: bytes }, next: next + (unit ? 1 : 2) };
};

/** Words that can mean nothing else. */
const LEFT_OUT = ['except for', 'except', 'excluding', 'apart from', 'but not'];
const EXCEPT = [...LEFT_OUT, 'other than', 'but', 'without'];

/** One thing that is left out: a kind of file, or a name with an ending or in quotation marks. */
const exceptedAt = (tokens: Tokens, at: number): { readonly glob: string; readonly next: number } | null => {
  const start = afterAny(tokens, at, ...QUANTIFIERS);
  const kind = readKind(tokens, start);
  if (kind) return kind.glob === '*' ? null : kind;
  const named = nameAt(tokens, afterAny(tokens, start, 'file', 'file called'));
  return named ? { glob: named.name, next: named.next } : null;
};

/** `the newest`, `the two newest files`: those that come first, and are left out. Of many without a number nobody knows how many. */
const sparedAt = (tokens: Tokens, at: number): Condition | null => {
  const order = orderAt(tokens, afterAny(tokens, at, 'for the', 'the', 'my'));
  if (!order) return null;
  const next = afterAny(tokens, order.next, 'one', 'file', 'ones', 'files');
  const isMany = /^(ones|files)$/u.test(tokens[next - 1]?.value ?? '');
  if (isMany && order.n === null) return null;
  return { choosing: { allBut: { sort: order.sort, most: order.n ?? 1 } }, next };
};

/** `except invoice.pdf and the pictures`, `except the newest`. */
const exceptAt = (tokens: Tokens, at: number, words = EXCEPT): Condition | null => {
  const except: string[] = [];
  const comma = afterAny(tokens, at, ',');
  const behind = afterAny(tokens, comma, ...(comma > at ? LEFT_OUT : words));
  let next = behind === comma ? at : behind;
  if (next === at) return null;
  const spared = sparedAt(tokens, next);
  if (spared) return spared;
  for (let one = exceptedAt(tokens, next); one !== null;) {
    except.push(one.glob);
    next = one.next;
    const more = afterAny(tokens, next, ', and', 'and', 'or', ',');
    one = more === next ? null : exceptedAt(tokens, more);
  }
  return except.length === 0 ? null : { choosing: { except }, next };
};

/** What is left out, said by itself after a place: `… to ~/Papers except invoice.pdf`. */
export const exceptSlot: Slot<Choosing> = {
  chip: 'constraint',
  read(tokens, at) {
    const found = exceptAt(tokens, at, LEFT_OUT);
    return found ? [{ value: found.choosing, next: found.next, say: 'what is left out' }] : [];
  },
};

/** Every condition that stands there, one after another; one kind of it once. */
const conditionsAt = (tokens: Tokens, at: number, context: GoalContext): Condition | null => {
  let all: Condition = { choosing: {}, next: at };
  for (;;) {
    const { choosing, next } = all;
    const one = ageAt(tokens, next, context) ?? sizeAt(tokens, next) ?? exceptAt(tokens, next);
    if (!one || Object.keys(one.choosing).some((key) => key in choosing)) return next === at ? null : all;
    all = { choosing: { ...choosing, ...one.choosing }, next: one.next };
  }
};

/** `sorted by size`: the largest first, as nobody means it the other way. */
const orderedAt = (tokens: Tokens, at: number, late: Condition | null): Condition | null => {
  const start = late?.next ?? at;
  const by = afterAny(tokens, start, ...SORTED);
  const sort = by === start ? undefined : BY[tokens[by]?.value ?? ''];
  return sort === undefined ? late : { choosing: { ...late?.choosing, sort }, next: by + 1 };
};

const numberAt = (tokens: Tokens, at: number): { readonly n: number | null; readonly next: number } => {
  const n = tokens[at]?.kind === 'word' ? numberOf(tokens[at].value) : null;
  return n !== null && n > 0 ? { n, next: at + 1 } : { n: null, next: at };
};

/** `5 newest`, `newest 5`, `latest`. */
const orderAt = (tokens: Tokens, at: number) => {
  const ahead = numberAt(tokens, at);
  for (const [sort, words] of ORDERS) {
    const next = afterAny(tokens, ahead.next, ...words);
    if (next === ahead.next) continue;
    const behind = ahead.n === null ? numberAt(tokens, next) : { n: ahead.n, next };
    return { sort, n: behind.n, next: behind.next };
  }
  return null;
};

interface Kind {
  readonly glob: string;
  readonly next: number;
  readonly words: string;
  /** Where they are when nothing says so. */
  readonly place?: { readonly folder: string; readonly recursive: boolean };
}

/** As any kind of file; a screenshot is among the pictures, a download among the downloads. */
const kindAt = (tokens: Tokens, at: number, { home }: GoalContext): Kind | null => {
  const word = tokens[at]?.value ?? '';
  if (/^(screenshots?|screen-?shots?)$/u.test(word))
    return {
      glob: '*screenshot*',
      next: at + 1,
      words: word,
      place: { folder: `${home}/Pictures`, recursive: true },
    };
  if (/^downloads?$/u.test(word))
    return { glob: '*', next: at + 1, words: word, place: { folder: `${home}/Downloads`, recursive: false } };
  return readKinds(tokens, at);
};

const COPIES = ['duplicates', 'duplicate files', 'the duplicates', 'copies of the same file'];

const LATER = ['in', 'inside', 'of', 'within', 'from', 'on', 'under', 'below'];

const LIE = ['that are', 'which are', 'are there', 'are', 'that lie', 'lie', 'do i have', 'have i got'];

/** What was downloaded is among the downloads. */
const DOWNLOADED = ['i downloaded', 'that i downloaded', 'i have downloaded', "i've downloaded", 'downloaded'];
const SORTED = ['sorted by', 'ordered by', 'by'];
const BY: Readonly<Record<string, NonNullable<Choosing['sort']>>> = {
  size: 'largest',
  date: 'newest',
  age: 'newest',
  time: 'newest',
};

/** Where they are and what else is said of them, behind their kind. */
const finish = (
  tokens: Tokens,
  kind: Kind,
  choosing: Choosing,
  early: Condition | null,
  context: GoalContext,
): readonly Found<ChosenSet>[] => {
  const before = early?.next ?? kind.next;
  const lies = afterAny(tokens, before, ...LIE);
  const placing = afterAny(tokens, lies, ...LATER);
  const preposition = placing === lies ? before : placing;
  const folders = preposition > before ? folderSlot.read(tokens, preposition, context) : [];
  const nowhere = (): Found<string> => {
    if (kind.place) return { value: kind.place.folder, next: before, say: kind.words };
    const { value, ...found } = nowhereOf({ words: kind.words, glob: kind.glob, one: false }, before, context);
    return { ...found, value: value.folder };
  };
  // Behind what has its own place “on the desktop” may be where it goes.
  const isSaid = folders.some(({ stretched }) => stretched !== true);
  return [...folders, ...(isSaid && !kind.place ? [] : [nowhere()])].flatMap((folder): readonly Found<ChosenSet>[] => {
    const tail = withTail(tokens, folder.next);
    const late = orderedAt(tokens, tail.next, conditionsAt(tokens, tail.next, context));
    const all = { ...choosing, ...early?.choosing, ...late?.choosing };
    if (Object.keys(all).length === 0) return [];
    const isOwn = kind.place !== undefined && folder.value === kind.place.folder && folder.next === before;
    const isUnder = folder.next > before && ['under', 'below'].includes(tokens[preposition - 1]?.value ?? '');
    const recursive = tail.recursive || isUnder || (isOwn && kind.place.recursive);
    return [
      {
        value: { folder: folder.value, glob: kind.glob, recursive, ...all },
        next: late?.next ?? tail.next,
        say: `some ${kind.glob === '*' ? 'files' : kind.glob} in ${shown(folder.value, context.home)}`,
        ...(folder.stretched ? { stretched: true as const } : {}),
        ...(folder.doubt ? { doubt: folder.doubt } : {}),
      },
    ];
  });
};

/** `all but the 3 newest PDFs in ~/Backup`. */
const allButAt = (tokens: Tokens, at: number, context: GoalContext): readonly Found<ChosenSet>[] | null => {
  const all = afterAny(tokens, at, 'all', 'everything', 'all files');
  const but = afterAny(tokens, all, ...EXCEPT);
  const order = all === at || but === all ? null : orderAt(tokens, afterAny(tokens, but, 'the', 'my'));
  if (!order) return null;
  const kind = kindAt(tokens, order.next, context);
  const isMany = kind !== null && /s$/iu.test(kind.words);
  if (!kind || (isMany && order.n === null)) return [];
  return finish(tokens, kind, { allBut: { sort: order.sort, most: order.n ?? 1 } }, null, context);
};

/** `the newest PDF in ~/Downloads`, `everything older than 30 days in ~/Downloads`, `duplicates in ~/x`; none without a choice. */
export const readChosenSet = (tokens: Tokens, at: number, context: GoalContext): readonly Found<ChosenSet>[] => {
  const copies = afterAny(tokens, afterAny(tokens, at, 'all', 'all the', 'the'), ...COPIES);
  if (afterAny(tokens, at, ...COPIES) > at || copies > afterAny(tokens, at, 'all', 'all the', 'the'))
    return finish(tokens, { glob: '*', next: copies, words: 'duplicates' }, { copies: true }, null, context);
  const but = allButAt(tokens, at, context);
  if (but) return but;
  const start = afterAny(tokens, at, ...QUANTIFIERS);
  const order = orderAt(tokens, start);
  const kind = kindAt(tokens, order?.next ?? start, context);
  if (!kind) return [];
  const isMany = /s$/iu.test(kind.words) && !/^(everything|pictures? file)$/iu.test(kind.words);
  const downloads = afterAny(tokens, kind.next, ...DOWNLOADED);
  const fetched = downloads === kind.next ? null : stretchAt(tokens, downloads, context);
  if (fetched) {
    const place = { folder: `${context.home}/Downloads`, recursive: false };
    const when = { choosing: choosingOf(fetched, context.now), next: fetched.next };
    return finish(tokens, { ...kind, place }, {}, when, context);
  }
  const choosing: Choosing = order ? { sort: order.sort, most: order.n ?? (isMany ? SOME : 1) } : {};
  return finish(tokens, kind, choosing, conditionsAt(tokens, kind.next, context), context);
};

export const chosenSetSlot: Slot<ChosenSet> = { chip: 'object', read: readChosenSet };

/** What one file has to be: `older than 30 days`, `bigger than 10 MB`. */
export const stateSlot: Slot<Readonly<Record<string, number>>> = {
  chip: 'constraint',
  read(tokens, at, context) {
    const one = ageAt(tokens, at, context) ?? sizeAt(tokens, at);
    if (!one) return [];
    const limits = Object.entries(one.choosing).filter((e): e is [string, number] => typeof e[1] === 'number');
    return [{ value: Object.fromEntries(limits), next: one.next, say: 'what it has to be' }];
  },
};
