import { z } from 'zod';
import { stringOf } from './argument.ts';
import { SomeText } from './schema.ts';
import { defineSkill } from './skill.ts';
import { excerpt } from './wording.ts';

/** The part of a plan that is open until what the parts before it read is known. */
export const REST = 'plan.rest';

const rest = defineSkill({
  name: REST,
  summary: 'Plans what is left to do once the parts before it have read what that depends on; comes last',
  parameters: z.object({ task: SomeText.max(4000) }).strict(),
  roles: { task: 'content' },
  outputs: [],
  gives: () => [],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only plans' },
  needs: () => [],
  changes: () => [],
  title: (args) => `Plan the rest from what was read: ${excerpt(stringOf(args, 'task'))}`,
  effects: () => [
    'The model plans further steps from what was read. You see each that does more than read before it is done.',
  ],
  verifiedBy: 'each of its steps by itself',
  checks: () => [],
  resources: () => [],
  deadline: 10_000,
  idempotent: true,
  grows: true,
  open: true,
  examples: [],
});

/** There while a model can be asked: nothing else plans what is left. */
export const REST_SKILLS = [rest];
