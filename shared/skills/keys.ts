import { z } from 'zod';
import { stringOf, windowName } from './argument.ts';
import { R, symbolOf } from './relations.ts';
import { INPUT, windowResource } from './resource.ts';
import { Window } from './schema.ts';
import { defineSkill } from './skill.ts';

const press = defineSkill({
  name: 'keys.press',
  summary: 'Presses a key or a chord in a window',
  parameters: z.object({ window: Window, chord: z.string().regex(/^\S+$/u).max(60) }).strict(),
  outputs: [],
  risk: 'R4',
  undo: { kind: 'irreversible', say: 'nobody can say in general what a key did' },
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: () => [],
  title: (args) => `Press ${stringOf(args, 'chord') ?? 'the keys'} in ${windowName(args['window'])}`,
  effects: () => ['Whatever the application does on these keys.'],
  verifiedBy: 'nothing: what keys do is the application’s choice',
  checks: () => [],
  resources: (args) => [INPUT, windowResource(args['window'])],
  usual: 50,
  deadline: 8_000,
  idempotent: false,
  examples: ['press Ctrl+Home in the text editor'],
});

export const keys = [press];
