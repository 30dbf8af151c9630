import { z } from 'zod';
import { quoted } from './quoted.ts';

/**
 * How long the rest of a run takes if its steps take as long as like ones did before: eight times in ten it lies between `least` and `most`,
 * in milliseconds from `at`. What a person is asked, and what is waited for, is not in it: nobody knows how long that takes.
 */
export const TimeLeft = z.object({
  at: z.number(),
  least: z.number().nonnegative(),
  /** null: a step takes longer than like ones ever did, so that nobody knows. */
  most: z.number().nonnegative().nullable(),
  /** Titles of the steps still to come that wait for what others bring about. */
  waits: z.array(z.string()),
});
export type TimeLeft = z.infer<typeof TimeLeft>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Steps of a number that are not finer than what is known: 1 to 10 by one, then by five, then by ten. */
const rounded = (n: number, round: (n: number) => number): number => {
  const grain = n <= 10 ? 1 : n <= 30 ? 5 : 10;
  return round(n / grain) * grain;
};

/** "2 to 5 s", "about 40 s", "1 to 3 min", "less than a second". Outwards, so that the words hold wherever the numbers do. */
const range = (least: number, most: number): string => {
  if (most < SECOND) return 'less than a second';
  const [unit, word] = most < 90 * SECOND ? [SECOND, 's'] : most < 90 * MINUTE ? [MINUTE, 'min'] : [HOUR, 'h'];
  const to = rounded(most / unit, Math.ceil);
  const from = rounded(least / unit, Math.floor);
  if (from === 0) return `up to ${to} ${word}`;
  return from === to ? `about ${to} ${word}` : `${from} to ${to} ${word}`;
};

/**
 * It in words, for a run in which nothing has begun yet ("usually takes 2 to 5 s") or which is under way ("2 to 5 s left").
 * @param passed milliseconds since `at` in which the run went on
 */
export const sayTimeLeft = ({ least, most, waits }: TimeLeft, begun: boolean, passed = 0): string => {
  const [first] = waits;
  const besides =
    first === undefined ? '' : waits.length === 1 ? `, besides ${quoted(first)}` : `, besides ${waits.length} waits`;
  if (most === null || passed > most) {
    const rest = least - passed;
    return rest < SECOND
      ? `takes longer than usual${besides}`
      : `takes longer than usual, at least ${range(rest, rest).replace('about ', '')} left${besides}`;
  }
  const said = range(Math.max(0, least - passed), most - passed);
  return `${begun ? `${said} left` : `usually takes ${said}`}${besides}`;
};
