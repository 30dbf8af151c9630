import type { Literal } from '../symbolic/atom.ts';
import { stringOf } from './argument.ts';
import { R } from './relations.ts';
import type { PlanArgs } from './skill.ts';

/** What a skill changes that leaves a file at its `path`; nothing can be said while that is still a Ref. */
export const fileThere = (args: PlanArgs): readonly Literal[] => {
  const path = stringOf(args, 'path');
  return path === null ? [] : [R.file(path), R.notFree(path)];
};
