import { z } from 'zod';
import { stringOf } from './argument.ts';
import { equals, isThere } from './check.ts';
import { baseOf } from './path.ts';
import { R } from './relations.ts';
import { replaced } from './replaced.ts';
import { filesResource } from './resource.ts';
import { Path, Places, SomeText, Text } from './schema.ts';
import { defineSkill, type PlanArgs } from './skill.ts';
import { escaped, excerpt, places } from './wording.ts';
import { fileThere } from './file-there.ts';

/** In how many places; nothing where that is not known. */
const inPlaces = (args: PlanArgs): string => (typeof args['places'] === 'number' ? places(args['places']) : '');

/** What holds of every change inside a text file that is there: all else in it stays. */
const inFile = {
  takes: { path: 'content' },
  roles: { places: 'detail' },
  text: 'edited',
  outputs: ['count', 'sha256'],
  gives: () => [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'restores the bytes before' },
  needs: (args: PlanArgs) => {
    const path = stringOf(args, 'path');
    return path === null ? [] : [R.file(path)];
  },
  changes: fileThere,
  mayReplace: (args: PlanArgs) => {
    const path = stringOf(args, 'path');
    return path === null ? [] : [path];
  },
  verifiedBy: 'reading the file again',
  resources: (args: PlanArgs) => filesResource(stringOf(args, 'path')),
  usual: 10,
  deadline: 10_000,
  idempotent: true,
} as const;

const replaceText = defineSkill({
  ...inFile,
  name: 'files.replace-text',
  summary: 'Replaces a text in a text file',
  parameters: z.object({ path: Path, find: SomeText, with: Text, places: Places }).strict(),
  title: (args) => {
    const [put, path] = [stringOf(args, 'with'), stringOf(args, 'path') ?? 'the file'];
    const many = inPlaces(args);
    return put === ''
      ? `Take ${excerpt(stringOf(args, 'find'))} out of ${path}${many === '' ? '' : `, in ${many}`}`
      : `Replace ${excerpt(stringOf(args, 'find'))} with ${excerpt(put)} in ${path}${many === '' ? '' : `, in ${many}`}`;
  },
  effects: (args) => [
    `${stringOf(args, 'path') ?? 'The file'} changes${inPlaces(args) === '' ? '' : ` in ${inPlaces(args)}`}; all else in it stays as it is.`,
  ],
  checks: (args, outputs) => {
    const path = stringOf(args, 'path') ?? '';
    const [find, put] = [stringOf(args, 'find') ?? '', stringOf(args, 'with') ?? ''];
    const count = outputs['count'];
    const many = typeof count === 'number' ? ` in ${places(count)}` : '';
    return [
      {
        query: { kind: 'file.text', path },
        path: 'filesystem',
        expect: replaced(find, put),
        say: `${baseOf(path)} reads ${put === '' ? 'nothing' : excerpt(put)} instead of ${excerpt(find)}${many}`,
      },
      isThere(path, 'file', stringOf(outputs, 'sha256') ?? undefined),
    ];
  },
  examples: ['replace "cat" with "dog" in ~/Documents/notes.txt'],
});

/** That no line of a text says just this. */
const noLine = (line: string): string => `^(?!\\uFEFF?(?:[\\s\\S]*\\n)?${escaped(line)}\\r?(?:\\n|$))`;

/** How many lines; one where that is not known. */
const lines = (args: PlanArgs): string => {
  const count = args['places'];
  return typeof count === 'number' && count !== 1 ? `the ${count.toLocaleString('en')} lines` : 'the line';
};

const removeLine = defineSkill({
  ...inFile,
  name: 'files.remove-line',
  summary: 'Takes a line out of a text file',
  parameters: z.object({ path: Path, line: SomeText, places: Places }).strict(),
  title: (args) =>
    `Take ${lines(args)} ${excerpt(stringOf(args, 'line'))} out of ${stringOf(args, 'path') ?? 'the file'}`,
  effects: (args) => [`${stringOf(args, 'path') ?? 'The file'} loses ${lines(args)}; all else in it stays as it is.`],
  checks: (args, outputs) => {
    const [path, line] = [stringOf(args, 'path') ?? '', stringOf(args, 'line') ?? ''];
    return [
      {
        query: { kind: 'file.text', path },
        path: 'filesystem',
        expect: [equals('exists', true), { field: 'text', op: 'matches', value: noLine(line) }],
        say: `no line of ${baseOf(path)} is ${excerpt(line)}`,
      },
      isThere(path, 'file', stringOf(outputs, 'sha256') ?? undefined),
    ];
  },
  examples: ['remove the line "call Anna" from ~/Documents/todo.txt'],
});

export const replacingText = [replaceText, removeLine];
