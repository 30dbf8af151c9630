import { z } from 'zod';
import { stringOf } from './argument.ts';
import { SomeText } from './schema.ts';
import { defineSkill } from './skill.ts';
import { excerpt } from './wording.ts';

const undo = defineSkill({
  name: 'run.undo',
  summary: 'Takes an earlier run back',
  parameters: z.object({ run: SomeText }).strict(),
  roles: { run: 'target' },
  outputs: [],
  risk: 'R3',
  undo: { kind: 'irreversible', say: 'that run itself can be done again' },
  needs: () => [],
  changes: () => [],
  title: (args) => `Undo the run ${excerpt(stringOf(args, 'run'))}`,
  effects: () => ['Sonny takes back what that run did, as far as it can be.'],
  verifiedBy: 'nothing here: the run that is undone says what came of it',
  checks: () => [],
  resources: () => [{ name: 'runs', mode: 'write' }],
  usual: 500,
  deadline: 10_000,
  idempotent: false,
  examples: ['undo the run "tidy ~/Downloads"'],
});

export const runs = [undo];
