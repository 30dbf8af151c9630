import type { PlanArgs } from '../../skills/skill.ts';

/**
 * How much a call has to do, where its arguments say so: the entries of its longest list, else the characters of its text. null where they
 * do not, or hang on what earlier steps give.
 */
export const sizeOf = (args: PlanArgs): number | null => {
  const lists = Object.values(args).flatMap((value) => (Array.isArray(value) ? [value.length] : []));
  if (lists.length > 0) return Math.max(1, ...lists);
  const { text } = args;
  return typeof text === 'string' && text !== '' ? text.length : null;
};
