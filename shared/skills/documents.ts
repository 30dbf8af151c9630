import { z } from 'zod';
import { stringOf, windowName } from './argument.ts';
import { documentHolds, isNamedKind, isThere, windowIs } from './check.ts';
import { parentOf } from './path.ts';
import { R, symbolOf } from './relations.ts';
import { inPlaceOf, landsIn } from './replaced.ts';
import { filesResource, INPUT, windowResource } from './resource.ts';
import { Path, Replace, Window } from './schema.ts';
import { defineSkill } from './skill.ts';
import { fileThere } from './file-there.ts';

/** Editors put an asterisk before the title of a document with unsaved text. */
const UNMARKED = '^(?!\\s*\\*)';

const save = defineSkill({
  name: 'document.save',
  summary: 'Saves a window’s document where it was',
  parameters: z.object({ window: Window, path: Path.optional() }).strict(),
  outputs: [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'restores the file’s bytes before' },
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: (args) => [R.saved(symbolOf(args['window'])), ...fileThere(args)],
  title: (args) => `Save the document of ${windowName(args['window'])}`,
  effects: () => ['The file gets what the window shows.'],
  verifiedBy: 'reading the file, where it is known',
  // The title is the application's own word: without the file there is nothing to hold it against.
  checks: (args, outputs) => {
    const path = stringOf(args, 'path');
    const unmarked = windowIs(
      args['window'],
      [{ field: 'title', op: 'matches', value: UNMARKED }],
      'the window no longer marks unsaved text',
    );
    return path === null ? [] : [unmarked, documentHolds(path, outputs['text'])];
  },
  resources: (args) => [INPUT, windowResource(args['window']), ...filesResource(stringOf(args, 'path'))],
  usual: 500,
  deadline: 20_000,
  idempotent: true,
  examples: ['save the document in the text editor'],
});

const saveAs = defineSkill({
  name: 'document.save-as',
  summary: 'Saves a window’s document under a name, by its own dialog',
  parameters: z.object({ window: Window, path: Path, replace: Replace }).strict(),
  outputs: ['path'],
  risk: (args) => (args['replace'] === true ? 'R3' : 'R2'),
  undo: { kind: 'compensate', say: 'removes the file, or restores the bytes before' },
  needs: (args) => {
    const path = stringOf(args, 'path');
    return [R.window(symbolOf(args['window'])), ...(path === null ? [] : [R.folder(parentOf(path))])];
  },
  changes: (args) => [R.saved(symbolOf(args['window'])), ...fileThere(args)],
  title: (args) => `Save as ${stringOf(args, 'path') ?? 'the file of an earlier step'}${inPlaceOf(args)}`,
  effects: (args) => [landsIn(args, 'What the window shows')],
  verifiedBy: 'reading the file',
  checks: (args, outputs) => {
    const path = stringOf(args, 'path') ?? '';
    return [isThere(path, 'file'), ...isNamedKind(path), documentHolds(path, outputs['text'])];
  },
  resources: (args) => [INPUT, windowResource(args['window']), ...filesResource(stringOf(args, 'path'))],
  usual: 1500,
  deadline: 40_000,
  idempotent: true,
  examples: ['write "hello" in the text editor and save it as ~/Documents/hello.txt'],
});

export const documents = [save, saveAs];
