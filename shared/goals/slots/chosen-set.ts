import type { Choosing } from '../../skills/choosing.ts';
import type { Doubt } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import type { Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';
import { numberOf } from './amount.ts';
import { QUANTIFIERS, readKind, withTail, type FileSet } from './file-set.ts';
import { folderFor, folderSlot } from './folder.ts';
import { shown } from './path.ts';

/** Some of the files of a folder: the newest, those older than a month, those that are copies. */
export type ChosenSet = FileSet & Choosing;

const DAY = 24 * 3_600_000;

/** Without a number "the newest files" are this many. */
const SOME = 10;

const ORDERS: readonly (readonly [NonNullable<Choosing['sort']>, readonly string[]])[] = [
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

const midnight = (now: number, daysAgo: number): number => {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - daysAgo);
  return day.getTime();
};

interface Age {
  readonly choosing: Choosing;
  readonly next: number;
}

const OLDER = ['older than', 'that are older than', 'not changed for', 'not changed in the last', 'unchanged for'];
const NEWER = ['newer than', 'that are newer than', 'from the last', 'of the last', 'changed in the last'];
const TODAY = ['from today', 'of today', 'changed today', 'from this morning'];
const YESTERDAY = ['from yesterday', 'of yesterday', 'changed yesterday'];

/** `older than 30 days`, `from the last week`, `from today`. */
const ageAt = (tokens: Tokens, at: number, { now }: GoalContext): Age | null => {
  const [today, yesterday] = [afterAny(tokens, at, ...TODAY), afterAny(tokens, at, ...YESTERDAY)];
  if (today > at) return { choosing: { after: midnight(now, 0) }, next: today };
  if (yesterday > at) return { choosing: { after: midnight(now, 1), before: midnight(now, 0) }, next: yesterday };
  const older = afterAny(tokens, at, ...OLDER);
  const newer = afterAny(tokens, at, ...NEWER);
  const start = Math.max(older, newer);
  if (start === at) return null;
  const bare = LENGTHS[tokens[start]?.value ?? ''];
  const length = lengthAt(tokens, start) ?? (newer > at && bare !== undefined ? { ms: bare, next: start + 1 } : null);
  if (!length) return null;
  return { choosing: older > at ? { before: now - length.ms } : { after: now - length.ms }, next: length.next };
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
  return readKind(tokens, at);
};

const COPIES = ['duplicates', 'duplicate files', 'the duplicates', 'copies of the same file'];

const LATER = ['in', 'inside', 'of', 'within', 'from', 'on'];

/** Where they are and what else is said of them, behind their kind. */
const finish = (
  tokens: Tokens,
  kind: Kind,
  choosing: Choosing,
  age: Age | null,
  context: GoalContext,
): readonly Found<ChosenSet>[] => {
  const before = age?.next ?? kind.next;
  const preposition = afterAny(tokens, before, ...LATER);
  const folders = preposition > before ? folderSlot.read(tokens, preposition, context) : [];
  const nowhere = (): Found<string> => {
    if (kind.place) return { value: kind.place.folder, next: before, say: kind.words };
    const { folder, doubt } = folderFor(kind.words, context);
    const about: Doubt | undefined =
      doubt?.kind === 'question' ? { ...doubt, ask: `In which folder are the ${kind.words}?` } : doubt;
    return { value: folder, next: before, say: kind.words, ...(about ? { doubt: about } : {}) };
  };
  // Behind what has its own place “on the desktop” may be where it goes.
  return [...folders, ...(folders.length > 0 && !kind.place ? [] : [nowhere()])].flatMap(
    (folder): readonly Found<ChosenSet>[] => {
      const tail = withTail(tokens, folder.next);
      const late = age ?? ageAt(tokens, tail.next, context);
      const all = { ...choosing, ...late?.choosing };
      if (Object.keys(all).length === 0) return [];
      const isOwn = kind.place !== undefined && folder.value === kind.place.folder && folder.next === before;
      const recursive = tail.recursive || (isOwn && kind.place.recursive);
      return [
        {
          value: { folder: folder.value, glob: kind.glob, recursive, ...all },
          next: age ? tail.next : (late?.next ?? tail.next),
          say: `some ${kind.glob === '*' ? 'files' : kind.glob} in ${shown(folder.value, context.home)}`,
          ...(folder.doubt ? { doubt: folder.doubt } : {}),
        },
      ];
    },
  );
};

/** `the newest PDF in ~/Downloads`, `everything older than 30 days in ~/Downloads`, `duplicates in ~/x`; none without a choice. */
export const readChosenSet = (tokens: Tokens, at: number, context: GoalContext): readonly Found<ChosenSet>[] => {
  const copies = afterAny(tokens, afterAny(tokens, at, 'all', 'all the', 'the'), ...COPIES);
  if (afterAny(tokens, at, ...COPIES) > at || copies > afterAny(tokens, at, 'all', 'all the', 'the'))
    return finish(tokens, { glob: '*', next: copies, words: 'duplicates' }, { copies: true }, null, context);
  const start = afterAny(tokens, at, ...QUANTIFIERS);
  const order = orderAt(tokens, start);
  const kind = kindAt(tokens, order?.next ?? start, context);
  if (!kind) return [];
  const isMany = /s$/iu.test(kind.words) && !/^(everything|pictures? file)$/iu.test(kind.words);
  const choosing: Choosing = order ? { sort: order.sort, most: order.n ?? (isMany ? SOME : 1) } : {};
  return finish(tokens, kind, choosing, ageAt(tokens, kind.next, context), context);
};

export const chosenSetSlot: Slot<ChosenSet> = { chip: 'object', read: readChosenSet };
