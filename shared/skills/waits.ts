import { z } from 'zod';
import { stringOf, windowName } from './argument.ts';
import { isThere, windowHolds, windowIs } from './check.ts';
import { R, symbolOf } from './relations.ts';
import { filesResource, INPUT, reads, windowResource } from './resource.ts';
import { Name, Path, SomeText, Window } from './schema.ts';
import { defineSkill } from './skill.ts';
import { excerpt, quoted } from './wording.ts';
import { fileThere } from './file-there.ts';

const WAIT = 60_000;
const only = { kind: 'nothing', say: 'it only waits' } as const;

const window = defineSkill({
  name: 'wait.window',
  summary: 'Waits until a window with a title is open',
  parameters: z.object({ title: SomeText }).strict(),
  outputs: ['window'],
  risk: 'R0',
  undo: only,
  needs: () => [],
  changes: (_, step) => [R.window(`${step}.window`)],
  title: (args) => `Wait for the window ${excerpt(stringOf(args, 'title'))}`,
  effects: () => [],
  verifiedBy: 'asking the window system again',
  checks: (_, outputs) => [
    windowIs(outputs['window'], [{ field: 'exists', op: 'not-equals', value: false }], 'the window is open'),
  ],
  resources: () => [reads(INPUT)],
  usual: 0,
  deadline: WAIT,
  waits: true,
  idempotent: true,
  examples: ['wait for the window "Save As"'],
});

const text = defineSkill({
  name: 'wait.text',
  summary: 'Waits until a window shows a text',
  parameters: z.object({ window: Window, text: SomeText }).strict(),
  outputs: [],
  risk: 'R0',
  undo: only,
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: () => [],
  title: (args) => `Wait until ${windowName(args['window'])} shows ${excerpt(stringOf(args, 'text'))}`,
  effects: () => [],
  verifiedBy: 'reading the window’s text again',
  checks: (args) => [windowHolds(args['window'], stringOf(args, 'text') ?? '')],
  resources: (args) => [reads(windowResource(args['window']))],
  usual: 0,
  deadline: WAIT,
  waits: true,
  idempotent: true,
  examples: ['wait until the text editor shows "Done"'],
});

const file = defineSkill({
  name: 'wait.file',
  summary: 'Waits until there is a file',
  parameters: z.object({ path: Path }).strict(),
  takes: { path: 'content' },
  outputs: [],
  risk: 'R0',
  undo: only,
  needs: () => [],
  changes: fileThere,
  title: (args) => `Wait for ${stringOf(args, 'path') ?? 'the file'}`,
  effects: () => [],
  verifiedBy: 'asking the file system again',
  checks: (args) => [isThere(stringOf(args, 'path') ?? '')],
  resources: (args) => filesResource(stringOf(args, 'path')).map(reads),
  usual: 0,
  deadline: WAIT,
  waits: true,
  idempotent: true,
  examples: ['wait for the file ~/Downloads/report.pdf'],
});

const element = defineSkill({
  name: 'wait.element',
  summary: 'Waits until a window, or a dialog of it, has an element with a name',
  parameters: z.object({ window: Window, role: Name.optional(), name: Name }).strict(),
  roles: { role: 'detail', name: 'detail' },
  outputs: [],
  risk: 'R0',
  undo: only,
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: () => [],
  title: (args) => `Wait until ${windowName(args['window'])} has ${quoted(stringOf(args, 'name'))}`,
  effects: () => [],
  verifiedBy: 'looking at the window’s elements again',
  checks: () => [],
  resources: (args) => [reads(windowResource(args['window']))],
  usual: 0,
  deadline: 8000,
  waits: true,
  idempotent: true,
  examples: ['open Mousepad and wait until it has "Find"'],
});

export const waits = [window, text, file, element];

/** Names of the skills that only wait for something. */
export const WAITS: ReadonlySet<string> = new Set(waits.map(({ name }) => name));
