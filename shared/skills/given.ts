import { labelsOf, SONNY, type Labels } from '../symbolic/labels/source.ts';
import type { PlanArgs, Skill } from './skill.ts';

/** Whose words a call's outputs hold. What says nothing of itself gives the words of whoever made the tool. */
export const labelsGiven = (skill: Skill | undefined, args: PlanArgs): Labels => {
  if (!skill?.gives) return [{ kind: 'tool', of: skill?.name ?? '' }];
  const sources = skill.gives(args);
  return sources.length > 0 ? labelsOf(...sources) : [SONNY];
};
