import { z } from 'zod';
import { onScreen, stringOf, windowName } from './argument.ts';
import { clipboardHolds, equals, windowHolds, windowText } from './check.ts';
import { R, symbolOf } from './relations.ts';
import { CLIPBOARD, INPUT, reads, windowResource } from './resource.ts';
import { Text, Window } from './schema.ts';
import { defineSkill } from './skill.ts';
import { excerpt } from './wording.ts';

const copy = defineSkill({
  name: 'text.copy',
  summary: 'Copies the text of a window to the clipboard',
  parameters: z.object({ window: Window }).strict(),
  outputs: ['text'],
  gives: (args) => [onScreen(args['window'])],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'restores the clipboard' },
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: () => [R.clipboardText()],
  title: (args) => `Copy the text of ${windowName(args['window'])}`,
  effects: () => ['The clipboard gets the window’s text.'],
  verifiedBy: 'reading the clipboard',
  checks: (_, outputs) => [clipboardHolds(stringOf(outputs, 'text') ?? '')],
  resources: (args) => [INPUT, CLIPBOARD, reads(windowResource(args['window']))],
  usual: 100,
  deadline: 15_000,
  idempotent: true,
  examples: ['copy the text of the text editor'],
});

const paste = defineSkill({
  name: 'text.paste',
  summary: 'Pastes the clipboard’s text into a window',
  parameters: z.object({ window: Window, text: Text.optional() }).strict(),
  outputs: [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'restores the text before' },
  needs: (args) => [R.window(symbolOf(args['window'])), R.clipboardText()],
  changes: (args) => [R.unsaved(symbolOf(args['window']))],
  title: (args) => `Paste into ${windowName(args['window'])}`,
  effects: () => ['The window gets the clipboard’s text as well, not yet saved.'],
  verifiedBy: 'reading the window’s text',
  checks: (args) => {
    const text = stringOf(args, 'text');
    return [
      text === null
        ? windowText(args['window'], [{ field: 'text', op: 'matches', value: '\\S' }], 'the window holds text')
        : windowHolds(args['window'], text),
    ];
  },
  resources: (args) => [INPUT, CLIPBOARD, windowResource(args['window'])],
  usual: 100,
  deadline: 15_000,
  idempotent: false,
  examples: ['paste the clipboard into the text editor'],
});

const read = defineSkill({
  name: 'clipboard.read',
  summary: 'Reads the clipboard’s text',
  parameters: z.object({}).strict(),
  outputs: ['text'],
  gives: () => [{ kind: 'screen', of: 'clipboard' }],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only looks' },
  needs: () => [],
  changes: () => [],
  title: () => 'Read the clipboard',
  effects: () => [],
  verifiedBy: 'the clipboard itself',
  checks: () => [],
  resources: () => [reads(CLIPBOARD)],
  usual: 0,
  deadline: 5_000,
  idempotent: true,
  examples: ['read the clipboard'],
});

const write = defineSkill({
  name: 'clipboard.write',
  summary: 'Puts text on the clipboard',
  parameters: z.object({ text: Text }).strict(),
  outputs: [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'restores the text before' },
  needs: () => [],
  changes: () => [R.clipboardText()],
  title: (args) => `Put ${excerpt(stringOf(args, 'text'))} on the clipboard`,
  effects: () => ['The clipboard gets this text.'],
  verifiedBy: 'reading the clipboard',
  checks: (args) => [clipboardHolds(stringOf(args, 'text') ?? '')],
  resources: () => [CLIPBOARD],
  usual: 20,
  deadline: 5_000,
  idempotent: true,
  examples: ['copy "hello" to the clipboard'],
});

const clear = defineSkill({
  name: 'clipboard.clear',
  summary: 'Empties the clipboard',
  parameters: z.object({}).strict(),
  outputs: [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'restores what it held before' },
  needs: () => [],
  changes: () => [R.noClipboardText()],
  title: () => 'Clear the clipboard',
  effects: () => ['The clipboard loses what is in it.'],
  verifiedBy: 'reading the clipboard',
  checks: () => [
    {
      query: { kind: 'clipboard' },
      path: 'clipboard',
      expect: [equals('text', null)],
      say: 'the clipboard holds no text',
    },
  ],
  resources: () => [CLIPBOARD],
  usual: 20,
  deadline: 5_000,
  idempotent: true,
  examples: ['clear the clipboard'],
});

export const clipboard = [copy, paste, read, write, clear];
