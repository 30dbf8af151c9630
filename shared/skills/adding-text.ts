import { z } from 'zod';
import { stringOf } from './argument.ts';
import { equals, isThere } from './check.ts';
import { baseOf, parentOf } from './path.ts';
import { R } from './relations.ts';
import { filesResource } from './resource.ts';
import { Path, SomeText } from './schema.ts';
import { defineSkill } from './skill.ts';
import { characters, escaped, excerpt } from './wording.ts';
import { fileThere } from './file-there.ts';

/** Lines end as they do in the file: what is looked for at its end is the text without its own last line break. */
const endsWith = (text: string): string => `(?:^|[\\n\\uFEFF])${escaped(text.replace(/\r?\n$/u, ''))}\\r?\\n$`;

const append = defineSkill({
  name: 'files.append',
  summary: 'Adds lines to the end of a text file',
  parameters: z.object({ path: Path, text: SomeText }).strict(),
  takes: { path: 'content' },
  adds: true,
  text: 'edited',
  outputs: ['sha256'],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'restores the bytes before, or removes the file that it made' },
  needs: (args) => {
    const path = stringOf(args, 'path');
    return path === null ? [] : [R.folder(parentOf(path))];
  },
  changes: fileThere,
  title: (args) => `Add ${excerpt(stringOf(args, 'text'))} to the end of ${stringOf(args, 'path') ?? 'the file'}`,
  effects: (args) => [
    `${stringOf(args, 'path') ?? 'The file'} gets this text at its end. It is made if it is not there.`,
  ],
  verifiedBy: 'reading the file again',
  checks: (args, outputs) => {
    const path = stringOf(args, 'path') ?? '';
    const text = stringOf(args, 'text') ?? '';
    return [
      {
        query: { kind: 'file.text', path },
        path: 'filesystem',
        expect: [equals('exists', true), { field: 'text', op: 'matches', value: endsWith(text) }],
        say: `${baseOf(path)} ends with the text, ${characters(text)}`,
      },
      isThere(path, 'file', stringOf(outputs, 'sha256') ?? undefined),
    ];
  },
  resources: (args) => filesResource(stringOf(args, 'path')),
  usual: 10,
  deadline: 10_000,
  idempotent: true,
  examples: ['add the line "call Anna" to ~/Documents/todo.txt'],
});

export const addingText = [append];
