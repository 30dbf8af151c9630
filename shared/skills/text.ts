import { z } from 'zod';
import { onScreen, stringOf, windowName } from './argument.ts';
import { windowHolds, windowText } from './check.ts';
import { R, symbolOf } from './relations.ts';
import { replaced } from './replaced.ts';
import { INPUT, reads, windowResource } from './resource.ts';
import { SomeText, Text, Window } from './schema.ts';
import { defineSkill } from './skill.ts';
import { characters, excerpt } from './wording.ts';

const write = defineSkill({
  name: 'text.write',
  summary: 'Writes text into a window',
  parameters: z.object({ window: Window, text: SomeText }).strict(),
  outputs: [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'restores the text before' },
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: (args) => [R.unsaved(symbolOf(args['window']))],
  title: (args) => `Write ${excerpt(stringOf(args, 'text'))} in ${windowName(args['window'])}`,
  effects: (args) => {
    const text = stringOf(args, 'text');
    return [`The window gets ${text === null ? 'the text' : characters(text)} more, not yet saved.`];
  },
  verifiedBy: 'reading the window’s text',
  checks: (args) => [windowHolds(args['window'], stringOf(args, 'text') ?? '')],
  resources: (args) => [INPUT, windowResource(args['window'])],
  usual: 200,
  deadline: 30_000,
  idempotent: false,
  examples: ['write "hello" in the text editor'],
});

const replace = defineSkill({
  name: 'text.replace',
  summary: 'Replaces every occurrence of a text in a window',
  parameters: z.object({ window: Window, find: SomeText, with: Text }).strict(),
  outputs: ['count'],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'restores the text before' },
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: (args) => [R.unsaved(symbolOf(args['window']))],
  title: (args) =>
    `Replace ${excerpt(stringOf(args, 'find'))} with ${excerpt(stringOf(args, 'with'))} in ${windowName(args['window'])}`,
  effects: (args) => [`${excerpt(stringOf(args, 'find'))} goes from the window’s text.`],
  verifiedBy: 'reading the window’s text',
  checks: (args) => {
    const find = stringOf(args, 'find') ?? '';
    const put = stringOf(args, 'with') ?? '';
    return [
      windowText(args['window'], replaced(find, put), `the text reads ${excerpt(put)} instead of ${excerpt(find)}`),
    ];
  },
  resources: (args) => [INPUT, windowResource(args['window'])],
  usual: 200,
  deadline: 30_000,
  idempotent: true,
  examples: ['replace "cat" with "dog" in the text editor'],
});

const read = defineSkill({
  name: 'text.read',
  summary: 'Reads the text of a window',
  parameters: z.object({ window: Window }).strict(),
  outputs: ['text'],
  gives: (args) => [onScreen(args['window'])],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only looks' },
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: () => [],
  title: (args) => `Read the text of ${windowName(args['window'])}`,
  effects: () => [],
  verifiedBy: 'the window’s text itself',
  checks: () => [],
  resources: (args) => [reads(windowResource(args['window']))],
  usual: 0,
  deadline: 10_000,
  idempotent: true,
  examples: ['read the text in the text editor'],
});

export const text = [write, replace, read];
