const time = (at: number): string =>
  new Date(at).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

const day = (at: Date): string => at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

const isMidnight = (at: Date): boolean => at.getTime() === new Date(at).setHours(0, 0, 0, 0);

/** Stretches of the calendar, the longest first: whether one begins at a moment, the next one, and how one is said. */
const CALENDAR: readonly {
  readonly begins: (at: Date) => boolean;
  readonly next: (at: Date, n: number) => Date;
  readonly say: (at: Date) => string;
  readonly ahead: string;
}[] = [
  {
    begins: (at) => isMidnight(at) && at.getDate() === 1 && at.getMonth() === 0,
    next: (at, n) => new Date(at.getFullYear() + n, 0, 1),
    say: (at) => String(at.getFullYear()),
    ahead: 'in',
  },
  {
    begins: (at) => isMidnight(at) && at.getDate() === 1,
    next: (at, n) => new Date(at.getFullYear(), at.getMonth() + n, 1),
    say: (at) => at.toLocaleDateString('en-GB', { month: 'long', year: 'numeric' }),
    ahead: 'in',
  },
  {
    begins: isMidnight,
    next: (at, n) => new Date(at.getFullYear(), at.getMonth(), at.getDate() + n),
    say: day,
    ahead: 'on',
  },
];

/** A day as it is, any other moment with its time of day. */
const moment = (at: number): string => (isMidnight(new Date(at)) ? day(new Date(at)) : time(at));

/** Milliseconds since the epoch that a calendar can say. */
const isSayable = (at: number): boolean => !Number.isNaN(new Date(at).getTime());

/**
 * When something was last changed, in words, by this machine's calendar: “changed on 27 Nov 2026”, “changed in November 2026”, “changed from 2020 to
 * 2022”. Empty where nothing is asked of it.
 * @param after from this moment on, in milliseconds since the epoch
 * @param before up to, and without, this one
 */
export const sayWhenChanged = (after: number | undefined, before: number | undefined): readonly string[] => {
  const since = after === undefined ? [] : [`changed since ${moment(after)}`];
  const until = before === undefined ? [] : [`last changed before ${moment(before)}`];
  if (after === undefined || before === undefined || after >= before || !isSayable(after) || !isSayable(before))
    return [...since, ...until];
  const [from, to] = [new Date(after), new Date(before)];
  const whole = CALENDAR.find(({ begins }) => begins(from) && begins(to));
  if (!whole) return [`changed from ${time(after)} to ${time(before)}`];
  return whole.next(from, 1).getTime() === before
    ? [`changed ${whole.ahead} ${whole.say(from)}`]
    : [`changed from ${whole.say(from)} to ${whole.say(whole.next(to, -1))}`];
};
