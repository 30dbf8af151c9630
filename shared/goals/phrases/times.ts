import { LONGEST_WAIT } from '../../skills/time.ts';
import { trouble } from '../doubt.ts';
import { ask, phrase } from '../phrase.ts';

const NOW = '[now|right now|today|it is|is it]';

export const times = [
  phrase('wait', ['(wait|pause|sleep|hold on) [for] {length:duration}'], ({ length }) =>
    length <= LONGEST_WAIT * 1000
      ? [ask('wait.time', { seconds: length / 1000 })]
      : trouble('I wait for an hour at most. For later, say “not before” and a time of day.'),
  ),
  phrase(
    'tell the time',
    [
      `(what|which) (time|day|date) is it ${NOW}`,
      `(what is|what's|tell me|show me|show) [the|today's] (time|date|day) ${NOW}`,
    ],
    () => [ask('clock.read')],
  ),
].flat();
