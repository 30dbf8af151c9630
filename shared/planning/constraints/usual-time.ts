import type { Skill } from '../../skills/skill.ts';

/** Longer than this a step seldom needs, whatever its deadline allows for, in milliseconds. */
const LONG = 2000;

/** How long a step takes at the least as a rule, in milliseconds. What looks or waits may be over at once. */
export const usualTime = (skill: Pick<Skill, 'usual' | 'undo' | 'deadline'>): number =>
  skill.usual ?? (skill.undo.kind === 'nothing' ? 0 : Math.min(LONG, skill.deadline / 20));
