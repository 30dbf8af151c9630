import { z } from 'zod';
import { defineSkill } from './skill.ts';

/** The longest wait, in seconds: for more, a time of day is named. */
export const LONGEST_WAIT = 3600;

const amount = (seconds: number): string => {
  const [n, unit] = seconds >= 60 && seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second'];
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
};

/** The time of day of a moment (milliseconds since the epoch), as this machine’s clock shows it: "14:05". */
export const clockTime = (at: number): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

const pause = defineSkill({
  name: 'wait.time',
  summary: 'Waits for a time',
  parameters: z
    .object({
      seconds: z.number().positive().max(LONGEST_WAIT),
      /** In milliseconds since the epoch: the wait is over then, however long it was to be when it was planned. */
      moment: z.number().positive().optional(),
    })
    .strict(),
  roles: { seconds: 'detail', moment: 'detail' },
  outputs: [],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only waits' },
  needs: () => [],
  changes: () => [],
  title: ({ seconds, moment }) =>
    typeof moment === 'number'
      ? `Wait until ${clockTime(moment)}`
      : `Wait ${typeof seconds === 'number' ? amount(seconds) : 'for a time'}`,
  effects: () => [],
  verifiedBy: 'the clock',
  checks: () => [],
  resources: () => [],
  usual: 0,
  deadline: (LONGEST_WAIT + 60) * 1000,
  waits: true,
  idempotent: true,
  examples: ['wait 5 seconds and then open the text editor'],
});

const tell = defineSkill({
  name: 'clock.read',
  summary: 'Tells the date and the time',
  parameters: z.object({}).strict(),
  outputs: ['text'],
  gives: () => [],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only looks' },
  needs: () => [],
  changes: () => [],
  title: () => 'Tell the date and the time',
  effects: () => [],
  verifiedBy: 'the clock',
  checks: () => [],
  resources: () => [],
  usual: 0,
  deadline: 10_000,
  idempotent: true,
  examples: ['what time is it'],
});

export const time = [pause, tell];
