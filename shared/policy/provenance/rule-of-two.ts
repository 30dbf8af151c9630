import type { RiskClass } from '../../protocol/step.ts';
import type { Skill } from '../../skills/skill.ts';
import { isByOthers, isPrivate, type Labels } from '../../symbolic/labels/source.ts';
import { acts } from './class.ts';

/**
 * Of three things a run may have two: it reads what anyone may have written, it sees what is private, and it changes something or
 * reaches outside. A model that has read both of the first may only do the third where a person looks at each act. What a program of
 * someone else's sees and does nobody knows, so there the first is enough. Gives why the act is to be looked at, or null.
 */
export const thirdOfThree = (skill: Skill, risk: RiskClass, read: Labels): string | null => {
  if (!acts(skill, risk) || !read.some(isByOthers)) return null;
  if (skill.foreign) return 'The model has read what others wrote, and what this does only its maker knows.';
  return read.some(isPrivate)
    ? 'The model has read what others wrote and what is private; so each change is yours to see first.'
    : null;
};
