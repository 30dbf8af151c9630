import type { Json } from '../../protocol/json.ts';
import { R } from '../../skills/relations.ts';
import type { Skill } from '../../skills/skill.ts';
import type { Composing } from '../composing.ts';

type Args = Readonly<Record<string, Json>>;

const isFile = (skill: Skill, path: string, args: Args): boolean =>
  skill.needs(args).some((need) => need.relation === 'file' && need.args[0] === path && !need.negated);

/**
 * The arguments without files that are no longer there, or that were done with, for a skill that takes a list of them; the same
 * ones where none is left out, null where all are. @throws Unseen
 */
export const withoutMissing = (
  skill: Skill,
  args: Args,
  composing: Composing,
  done: ReadonlySet<string>,
): Args | null => {
  const { files, renames } = args;
  const isThere = (path: Json): boolean => typeof path !== 'string' || (!done.has(path) && isStillThere(path));
  const isStillThere = (path: string): boolean =>
    composing.holds(isFile(skill, path, args) ? R.file(path) : R.notFree(path));
  if (Array.isArray(files)) {
    const left = files.filter(isThere);
    return left.length === files.length ? args : left.length === 0 ? null : { ...args, files: left };
  }
  if (Array.isArray(renames)) {
    const left = renames.filter(
      (r) => r === null || typeof r !== 'object' || !('from' in r) || isThere(r.from ?? null),
    );
    return left.length === renames.length ? args : left.length === 0 ? null : { ...args, renames: left };
  }
  return args;
};
