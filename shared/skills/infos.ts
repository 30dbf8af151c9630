import type { SkillInfo } from '../protocol/replies.ts';
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
