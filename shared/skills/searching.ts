import { z } from 'zod';
import { stringOf } from './argument.ts';
import { R } from './relations.ts';
import { filesResource, reads } from './resource.ts';
import { Path, SomeText } from './schema.ts';
import { defineSkill } from './skill.ts';
import { excerpt } from './wording.ts';

const search = defineSkill({
  name: 'files.search',
  summary: 'Finds the lines of text files and documents that hold a text, in either case',
  parameters: z.object({ within: Path, text: SomeText, glob: SomeText.optional() }).strict(),
  takes: { within: 'content' },
  roles: { text: 'detail' },
  outputs: ['found'],
  gives: (args) => [{ kind: 'file', of: stringOf(args, 'within') ?? '' }],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only looks' },
  needs: (args) => {
    const path = stringOf(args, 'within');
    if (path === null) return [];
    // Only a folder holds files that fit a pattern.
    return [args['glob'] === undefined ? R.notFree(path) : R.folder(path)];
  },
  changes: () => [],
  title: (args) => {
    const glob = stringOf(args, 'glob') ?? '*';
    const where = stringOf(args, 'within') ?? 'the folder';
    return `Search ${glob === '*' ? '' : `${glob} in `}${where} for ${excerpt(stringOf(args, 'text'))}`;
  },
  effects: () => [],
  verifiedBy: 'the files themselves',
  checks: () => [],
  resources: (args) => filesResource(stringOf(args, 'within')).map(reads),
  usual: 0,
  deadline: 120_000,
  idempotent: true,
  examples: ['find files that contain "invoice" in ~/Documents', 'search ~/Documents for "invoice"'],
});

export const searching = [search];
