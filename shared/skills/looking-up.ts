import { z } from 'zod';
import { stringOf } from './argument.ts';
import { filesResource, reads } from './resource.ts';
import { Path } from './schema.ts';
import { defineSkill } from './skill.ts';

const ONLY_LOOKS = {
  undo: { kind: 'nothing', say: 'it only looks' },
  risk: 'R0',
  needs: () => [],
  changes: () => [],
  effects: () => [],
  verifiedBy: 'the file system itself',
  checks: () => [],
  usual: 0,
  deadline: 30_000,
  idempotent: true,
} as const;

const there = defineSkill({
  ...ONLY_LOOKS,
  name: 'files.there',
  summary: 'Tells whether it is there, and its age',
  parameters: z.object({ path: Path }).strict(),
  takes: { path: 'content' },
  outputs: ['text'],
  gives: (args) => [{ kind: 'file', of: stringOf(args, 'path') ?? '' }],
  title: (args) => `Look whether ${stringOf(args, 'path') ?? 'the file'} is there, and how old it is`,
  resources: (args) => filesResource(stringOf(args, 'path')).map(reads),
  examples: ['does ~/Documents/report.pdf exist', 'how old is ~/Documents/report.pdf'],
});

const room = defineSkill({
  ...ONLY_LOOKS,
  name: 'files.room',
  summary: 'Tells what room the disk has',
  parameters: z.object({}).strict(),
  outputs: ['text'],
  gives: () => [],
  title: () => 'Tell how much room is left on the disk',
  resources: () => [],
  examples: ['how much space is left on the disk'],
});

/** What there is to know without reading a file: whether it is there, how old it is, and how much room there is for more. */
export const lookingUp = [there, room];
