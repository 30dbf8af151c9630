import type { SkillInfo } from '../protocol/replies.ts';
import type { Task } from './tasks.ts';
import type { Skill } from './skill.ts';

/** The catalogue as a list to read. A risk that depends on arguments is given as it is without any. */
export const skillInfos = (skills: ReadonlyMap<string, Skill>): SkillInfo[] =>
  [...skills.values()].map(({ name, summary, risk, undo, verifiedBy, examples }) => ({
    name,
    summary,
    risk: typeof risk === 'function' ? risk({}) : risk,
    undo: undo.say,
    verifiedBy,
    examples: [...examples],
  }));

/** Tasks in the same list: what they do is their steps', each with its own risk, check and undo. */
export const taskInfos = (tasks: ReadonlyMap<string, Task>): SkillInfo[] =>
  [...tasks.values()].map(({ name, summary, examples }) => ({
    name,
    summary,
    risk: 'R2',
    undo: 'takes its steps back one by one',
    verifiedBy: 'what each of its steps is verified by',
    examples: [...examples],
  }));
