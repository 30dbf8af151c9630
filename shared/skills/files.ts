import { z } from 'zod';
import { stringOf } from './argument.ts';
import { equals, isThere } from './check.ts';
import { Choosing, CHOOSING, NAMES_OF_CHOOSING, sayChoosing } from './choosing.ts';
import { baseOf, parentOf } from './path.ts';
import { R } from './relations.ts';
import { inPlaceOf, landsIn } from './replaced.ts';
import { filesResource, reads } from './resource.ts';
import { Path, Replace, SomeText, Text } from './schema.ts';
import { defineSkill } from './skill.ts';
import { characters, excerpt } from './wording.ts';
import { fileThere } from './file-there.ts';

const createFolder = defineSkill({
  name: 'files.create-folder',
  summary: 'Creates a folder',
  parameters: z.object({ path: Path }).strict(),
  takes: { path: 'entry' },
  outputs: [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'removes the folder while it is empty' },
  needs: (args) => {
    const path = stringOf(args, 'path');
    return path === null ? [] : [R.free(path), R.folder(parentOf(path))];
  },
  changes: (args) => {
    const path = stringOf(args, 'path');
    return path === null ? [] : [R.folder(path), R.notFree(path)];
  },
  title: (args) => `Create the folder ${stringOf(args, 'path') ?? ''}`.trimEnd(),
  effects: (args) => [`${stringOf(args, 'path') ?? 'It'} becomes a new, empty folder.`],
  verifiedBy: 'asking the file system again',
  checks: (args) => [isThere(stringOf(args, 'path') ?? '', 'folder')],
  resources: (args) => filesResource(stringOf(args, 'path')),
  usual: 5,
  deadline: 10_000,
  idempotent: true,
  examples: ['create a folder ~/Papers'],
});

const find = defineSkill({
  name: 'files.find',
  summary: 'Finds files of a folder by a pattern',
  parameters: z
    .object({ folder: Path, glob: SomeText, recursive: z.boolean(), folders: z.literal(true).optional(), ...CHOOSING })
    .strict(),
  takes: { folder: 'content' },
  roles: Object.fromEntries(['folders', ...NAMES_OF_CHOOSING].map((name) => [name, 'detail'])),
  outputs: ['files'],
  gives: (args) => [{ kind: 'file', of: stringOf(args, 'folder') ?? '' }],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only looks' },
  needs: (args) => {
    const folder = stringOf(args, 'folder');
    return folder === null ? [] : [R.folder(folder)];
  },
  changes: () => [],
  title: (args) => {
    const glob = stringOf(args, 'glob') ?? '*';
    if (args['folders'] === true) return `List what is in ${stringOf(args, 'folder') ?? 'the folder'}`;
    const choosing = Choosing.safeParse(args).data ?? {};
    const { ahead, behind } = sayChoosing(choosing);
    const files = choosing.most === 1 ? 'file' : 'files';
    const what = [ahead, glob === '*' ? (ahead === '' ? 'the files' : files) : glob]
      .filter((word) => word !== '')
      .join(' ');
    const place = `${stringOf(args, 'folder') ?? 'the folder'}${args['recursive'] === true ? ' and its subfolders' : ''}`;
    return `${glob === '*' && args['recursive'] !== true ? 'List' : 'Find'} ${what} in ${place}${behind === '' ? '' : `, ${behind}`}`;
  },
  effects: () => [],
  verifiedBy: 'the file system itself',
  checks: () => [],
  resources: (args) => filesResource(stringOf(args, 'folder')).map(reads),
  usual: 0,
  deadline: 30_000,
  idempotent: true,
  examples: ['find all PDFs in ~/Downloads', 'list the files in ~/Documents'],
});

const read = defineSkill({
  name: 'files.read',
  summary: 'Reads a text file, or an .odt, .docx or PDF document',
  parameters: z.object({ path: Path }).strict(),
  takes: { path: 'content' },
  outputs: ['text'],
  gives: (args) => [{ kind: 'file', of: stringOf(args, 'path') ?? '' }],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only looks' },
  needs: (args) => {
    const path = stringOf(args, 'path');
    return path === null ? [] : [R.file(path)];
  },
  changes: () => [],
  title: (args) => `Read ${stringOf(args, 'path') ?? 'the file'}`,
  effects: () => [],
  verifiedBy: 'the file itself',
  checks: () => [],
  resources: (args) => filesResource(stringOf(args, 'path')).map(reads),
  usual: 0,
  deadline: 30_000,
  idempotent: true,
  examples: ['read ~/Documents/notes.txt'],
});

const write = defineSkill({
  name: 'files.write',
  summary: 'Writes a text file',
  parameters: z.object({ path: Path, text: Text, replace: Replace }).strict(),
  takes: { path: 'content' },
  text: 'made',
  outputs: [],
  risk: (args) => (args['replace'] === true ? 'R3' : 'R2'),
  undo: { kind: 'compensate', say: 'removes the file, or restores the bytes before' },
  needs: (args) => {
    const path = stringOf(args, 'path');
    return path === null ? [] : [R.folder(parentOf(path))];
  },
  changes: fileThere,
  title: (args) =>
    `Write ${excerpt(stringOf(args, 'text'))} to ${stringOf(args, 'path') ?? 'the file'}${inPlaceOf(args)}`,
  effects: (args) => [landsIn(args, 'This text')],
  verifiedBy: 'reading the file again',
  checks: (args) => {
    const path = stringOf(args, 'path') ?? '';
    const text = stringOf(args, 'text') ?? '';
    return [
      {
        query: { kind: 'file.text', path },
        path: 'filesystem',
        expect: [equals('exists', true), equals('text', text)],
        say: `${baseOf(path)} holds the text, ${characters(text)}`,
      },
    ];
  },
  resources: (args) => filesResource(stringOf(args, 'path')),
  usual: 10,
  deadline: 10_000,
  idempotent: true,
  examples: ['create a file ~/Documents/hello.txt with "hello"'],
});

export const files = [createFolder, find, read, write];
