import type { GoalContext } from '../intent.ts';
import type { Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';

/** A stretch of time of this machine's calendar: from its first moment to before the first one after it. */
export interface Stretch {
  readonly after: number;
  readonly before: number;
  readonly next: number;
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

type Days = (now: Date) => readonly [from: Date, until: Date];

const day = (now: Date, days: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
const month = (now: Date, months: number): Date => new Date(now.getFullYear(), now.getMonth() + months, 1);
const year = (now: Date, years: number): Date => new Date(now.getFullYear() + years, 0, 1);
/** Weeks begin on Monday. */
const week = (now: Date, weeks: number): Date => day(now, 7 * weeks - ((now.getDay() + 6) % 7));

const NAMED: readonly (readonly [words: string, days: Days])[] = [
  ['today', (now) => [day(now, 0), day(now, 1)]],
  ['this morning', (now) => [day(now, 0), day(now, 1)]],
  ['yesterday', (now) => [day(now, -1), day(now, 0)]],
  ['this week', (now) => [week(now, 0), week(now, 1)]],
  ['last week', (now) => [week(now, -1), week(now, 0)]],
  ['this month', (now) => [month(now, 0), month(now, 1)]],
  ['last month', (now) => [month(now, -1), month(now, 0)]],
  ['this year', (now) => [year(now, 0), year(now, 1)]],
  ['last year', (now) => [year(now, -1), year(now, 0)]],
];

/** A year that has begun. */
const yearAt = (tokens: Tokens, at: number, now: Date): number | null => {
  const text = tokens[at]?.text ?? '';
  return /^(19[89]|20\d)\d$/u.test(text) && Number(text) <= now.getFullYear() ? Number(text) : null;
};

/** A year behind its month, which is no number or name of something else: one to come as well, as a picture may be dated wrong. */
const yearBehind = (tokens: Tokens, at: number): number | null => {
  const text = tokens[at]?.text ?? '';
  return /^(19[89]|20\d)\d$/u.test(text) ? Number(text) : null;
};

/** `March 2024`; without its year the last one of its name that has begun. */
const monthAt = (tokens: Tokens, at: number, now: Date): readonly [Date, Date, number] | null => {
  const named = MONTHS.indexOf(tokens[at]?.value ?? '');
  if (named < 0) return null;
  const said = yearBehind(tokens, at + 1);
  const of = said ?? (named > now.getMonth() ? now.getFullYear() - 1 : now.getFullYear());
  return [new Date(of, named, 1), new Date(of, named + 1, 1), said === null ? at + 1 : at + 2];
};

/** The month that a season begins in, as the weather is counted north of the equator; each lasts three months. */
const SEASONS: Readonly<Record<string, number>> = { spring: 2, summer: 5, autumn: 8, fall: 8, winter: 11 };

/** The season of a year that it begins in. */
const season = (of: number, begins: number): readonly [Date, Date] => [
  new Date(of, begins, 1),
  new Date(of, begins + 3, 1),
];

/**
 * `last summer`, the last one that is over; `this spring`, the one that is or was in this year, or its winter that goes on; `summer 2025`,
 * `the winter of 2025`, by the year in which it begins.
 */
const seasonAt = (tokens: Tokens, at: number, now: Date): readonly [Date, Date, number] | null => {
  const named = afterAny(tokens, at, 'last', 'this', 'the');
  const word = tokens[named]?.value ?? '';
  const begins = Object.hasOwn(SEASONS, word) ? SEASONS[word] : undefined;
  if (begins === undefined) return null;
  const which = named === at ? '' : tokens[at]?.value;
  const year = now.getFullYear();
  const over = (n: number): boolean => season(n, begins)[1] <= now;
  if (which === 'last') return [...season(over(year) ? year : over(year - 1) ? year - 1 : year - 2, begins), named + 1];
  if (which === 'this') return [...season(over(year - 1) ? year : year - 1, begins), named + 1];
  const said = afterAny(tokens, named + 1, 'of');
  const whole = yearAt(tokens, said, now);
  return whole === null ? null : [...season(whole, begins), said + 1];
};

/** `yesterday`, `last week`, `Monday`, `March 2024`, `2023`. */
export const stretchAt = (tokens: Tokens, at: number, context: GoalContext): Stretch | null => {
  const now = new Date(context.now);
  const made = (from: Date, until: Date, next: number): Stretch => ({
    after: from.getTime(),
    before: until.getTime(),
    next,
  });
  for (const [words, days] of NAMED) {
    const next = afterAny(tokens, at, words);
    if (next > at) return made(...days(now), next);
  }
  const name = afterAny(tokens, at, 'last');
  const weekday = WEEKDAYS.indexOf(tokens[name]?.value ?? '');
  // The last one before today.
  const ago = ((now.getDay() - weekday + 6) % 7) + 1;
  if (weekday >= 0) return made(day(now, -ago), day(now, 1 - ago), name + 1);
  const said = monthAt(tokens, at, now) ?? seasonAt(tokens, at, now);
  if (said) return made(...said);
  const whole = afterAny(tokens, at, 'the year');
  const of = yearAt(tokens, whole, now);
  return of === null ? null : made(new Date(of, 0, 1), new Date(of + 1, 0, 1), whole + 1);
};

/** `from January to March`, `between 2020 and 2022`: the later one ends it. */
export const rangeAt = (tokens: Tokens, at: number, context: GoalContext): Stretch | null => {
  const from = afterAny(tokens, at, 'from', 'between', 'changed between');
  const first = from === at ? null : stretchAt(tokens, from, context);
  const to = first === null ? from : afterAny(tokens, first.next, 'to', 'and', 'until', 'till');
  const last = first === null || to === first.next ? null : stretchAt(tokens, to, context);
  return first && last && last.after > first.after
    ? { after: first.after, before: last.before, next: last.next }
    : null;
};

const DAY = 24 * 3_600_000;

/** As what is chosen of files: of today nothing is of a later day. */
export const choosingOf = (
  { after, before }: Stretch,
  now: number,
): { readonly after: number; readonly before?: number } =>
  before > now && before - after < 2 * DAY ? { after } : { after, before };

/** When something was changed. */
export const whenSlot: Slot<ReturnType<typeof choosingOf>> = {
  chip: 'constraint',
  read(tokens, at, context) {
    const found = stretchAt(tokens, at, context);
    return found ? [{ value: choosingOf(found, context.now), next: found.next, say: 'when' }] : [];
  },
};
