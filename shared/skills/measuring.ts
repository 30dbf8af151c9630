import { z } from 'zod';
import { stringOf } from './argument.ts';
import { R } from './relations.ts';
import { filesResource, reads } from './resource.ts';
import { Path, SomeText } from './schema.ts';
import { defineSkill } from './skill.ts';

const measure = defineSkill({
  name: 'files.measure',
  summary: 'Tells how many files a folder holds and how big they are, or how long a file is',
  parameters: z.object({ path: Path, glob: SomeText.optional() }).strict(),
  takes: { path: 'content' },
  outputs: ['text', 'count', 'bytes'],
  gives: (args) => [{ kind: 'file', of: stringOf(args, 'path') ?? '' }],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only looks' },
  needs: (args) => {
    const path = stringOf(args, 'path');
    if (path === null) return [];
    // Only a folder holds files that fit a pattern.
    return [args['glob'] === undefined ? R.notFree(path) : R.folder(path)];
  },
  changes: () => [],
  title: (args) => {
    const glob = stringOf(args, 'glob');
    const path = stringOf(args, 'path') ?? 'the folder';
    if (glob === null) return `Measure ${path}`;
    return `Count ${glob === '*' ? 'the files' : glob} in ${path}`;
  },
  effects: () => [],
  verifiedBy: 'the file system itself',
  checks: () => [],
  resources: (args) => filesResource(stringOf(args, 'path')).map(reads),
  usual: 0,
  deadline: 60_000,
  idempotent: true,
  examples: ['count the files in ~/Downloads', 'how big is ~/Downloads'],
});

export const measuring = [measure];
