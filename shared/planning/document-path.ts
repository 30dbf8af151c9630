import type { Json } from '../protocol/json.ts';
import { symbolOf } from '../skills/relations.ts';
import type { Skill } from '../skills/skill.ts';
import type { Draft } from './draft.ts';

/** The file that a step leaves in its window: what that was opened with, or saved as. */
const leaves = ({ id, skill, args }: Draft): { readonly window: Json; readonly path: Json | undefined } | null => {
  if (skill.name === 'app.open') return { window: symbolOf({ from: id, output: 'window' }), path: args['file'] };
  if (skill.name.startsWith('document.')) return { window: symbolOf(args['window']), path: args['path'] };
  return null;
};

/** Saving where a document was can be held against the file only when the steps before say which file that is. */
export const withDocumentPath = (
  skill: Skill,
  args: Record<string, Json>,
  drafts: readonly Draft[],
): Record<string, Json> => {
  if (skill.name !== 'document.save' || args['path'] !== undefined) return args;
  const window = symbolOf(args['window']);
  const before = drafts.map(leaves).findLast((left) => left?.window === window && left.path !== undefined);
  return before?.path === undefined ? args : { ...args, path: before.path };
};
