import { clockTime, LONGEST_WAIT } from '../../skills/time.ts';
import { trouble, type Doubt } from '../doubt.ts';
import type { GoalContext } from '../intent.ts';
import { ask, opening, phrase, type Ask, type Built } from '../phrase.ts';

export const hasPassed = (at: number): Doubt => ({
  kind: 'trouble',
  say: `${clockTime(at)} has passed today; say a later time.`,
  late: true,
});

const FAR = 'I wait for an hour at most. For later, give the goal again in the hour before it is due.';

/** Waits for a time of this day; how long that is from now is only said beside it. */
export const waitUntil = (at: number, { now }: GoalContext): Ask | Doubt => {
  if (at <= now) return hasPassed(at);
  const seconds = Math.ceil((at - now) / 1000);
  return seconds > LONGEST_WAIT ? trouble(FAR) : ask('wait.time', { seconds, moment: at });
};

const waiting = (at: number, context: GoalContext): Built => {
  const wait = waitUntil(at, context);
  return 'kind' in wait ? wait : [wait];
};

/** Before what waits for it. */
export const beginnings = opening(
  phrase('wait until', ['at {at:clock} [today]'], ({ at }, { context }) => waiting(at, context)),
);

const NOW = '[now|right now|today|it is|is it]';

export const times = [
  phrase('wait until', ['(wait|pause|hold on) (until|till) {at:clock} [today]'], ({ at }, { context }) =>
    waiting(at, context),
  ),
  phrase('wait', ['(wait|pause|sleep|hold on) [for] {length:duration}'], ({ length }) =>
    length <= LONGEST_WAIT * 1000 ? [ask('wait.time', { seconds: length / 1000 })] : trouble(FAR),
  ),
  phrase(
    'tell the time',
    [
      `(what|which) (time|day|date) is (it|today) ${NOW}`,
      '(what|which) (time|day|date) it is',
      "(what is|what's) today",
      `(what is|what's|tell me|show me|show) [the|today's] (time|date|day) ${NOW}`,
    ],
    () => [ask('clock.read')],
  ),
].flat();
