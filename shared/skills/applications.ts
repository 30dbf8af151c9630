import { z } from 'zod';
import { stringOf, windowName } from './argument.ts';
import { equals, processRuns, windowGone, windowIs, windowOpen } from './check.ts';
import { R, symbolOf } from './relations.ts';
import { INPUT, windowResource } from './resource.ts';
import { Command, Path, Window } from './schema.ts';
import { defineSkill } from './skill.ts';

const open = defineSkill({
  name: 'app.open',
  summary: 'Opens an application, with a file or a folder where one is given',
  parameters: z
    .object({
      app: z.string().min(1),
      name: z.string(),
      command: Command,
      windowClass: z.string(),
      file: Path.optional(),
      folder: Path.optional(),
    })
    .strict(),
  outputs: ['window'],
  risk: 'R1',
  undo: { kind: 'compensate', say: 'closes the window it opened' },
  needs: (args) => {
    const [file, folder] = [stringOf(args, 'file'), stringOf(args, 'folder')];
    return [
      R.installed(symbolOf(args['app'])),
      ...(file === null ? [] : [R.file(file)]),
      ...(folder === null ? [] : [R.folder(folder)]),
    ];
  },
  changes: (_, step) => [R.window(`${step}.window`)],
  title: (args) => {
    const file = stringOf(args, 'file') ?? stringOf(args, 'folder');
    return `Open ${file === null ? '' : `${file} in `}${stringOf(args, 'name') ?? 'the application'}`;
  },
  effects: (args) => [`A new window of ${stringOf(args, 'name') ?? 'the application'} opens.`],
  verifiedBy: 'asking the window system and the process list',
  checks: (_, outputs) => [...processRuns(outputs['window']), windowOpen(outputs['window'])],
  resources: () => [INPUT],
  usual: 700,
  deadline: 30_000,
  idempotent: true,
  examples: ['open the text editor', 'open ~/Documents/notes.txt in the text editor'],
});

const focus = defineSkill({
  name: 'app.focus',
  summary: 'Brings an application’s window to the front',
  parameters: z.object({ window: Window }).strict(),
  outputs: [],
  risk: 'R1',
  undo: { kind: 'compensate', say: 'gives the focus back' },
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: () => [],
  title: (args) => `Bring ${windowName(args['window'])} to the front`,
  effects: () => ['Its window gets the focus.'],
  verifiedBy: 'asking the window system',
  checks: (args) => [windowIs(args['window'], [equals('active', true)], 'the window is in front')],
  resources: () => [INPUT],
  usual: 50,
  deadline: 8_000,
  idempotent: true,
  examples: ['switch to the text editor'],
});

const close = defineSkill({
  name: 'app.close',
  summary: 'Closes an application’s window',
  parameters: z.object({ window: Window }).strict(),
  outputs: [],
  risk: 'R3',
  undo: { kind: 'irreversible', say: 'opening it again does not bring back what was not saved' },
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: (args) => [R.noWindow(symbolOf(args['window']))],
  title: (args) => `Close ${windowName(args['window'])}`,
  effects: () => ['Its window closes; text that is not saved may be lost.'],
  verifiedBy: 'asking the window system',
  checks: (args) => [windowGone(args['window'])],
  resources: (args) => [INPUT, windowResource(args['window'])],
  usual: 300,
  deadline: 10_000,
  idempotent: false,
  examples: ['close the text editor'],
});

export const applications = [open, focus, close];
