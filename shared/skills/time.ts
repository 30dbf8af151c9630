import { z } from 'zod';
import { defineSkill } from './skill.ts';

/** The longest wait, in seconds: for more, a time of day is named. */
export const LONGEST_WAIT = 3600;

const amount = (seconds: number): string => {
  const [n, unit] = seconds >= 60 && seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second'];
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
};

const pause = defineSkill({
  name: 'wait.time',
  summary: 'Waits for a time',
  parameters: z.object({ seconds: z.number().positive().max(LONGEST_WAIT) }).strict(),
  roles: { seconds: 'detail' },
  outputs: [],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only waits' },
  needs: () => [],
  changes: () => [],
  title: ({ seconds }) => `Wait ${typeof seconds === 'number' ? amount(seconds) : 'for a time'}`,
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
