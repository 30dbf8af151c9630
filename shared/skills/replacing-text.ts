import { z } from 'zod';
import { stringOf } from './argument.ts';
import { isThere } from './check.ts';
import { baseOf } from './path.ts';
import { R } from './relations.ts';
import { replaced } from './replaced.ts';
import { filesResource } from './resource.ts';
import { Path, Places, SomeText, Text } from './schema.ts';
import { defineSkill, type PlanArgs } from './skill.ts';
import { excerpt, places } from './wording.ts';

/** In how many places; nothing where that is not known. */
const inPlaces = (args: PlanArgs): string => (typeof args['places'] === 'number' ? places(args['places']) : '');

const replaceText = defineSkill({
  name: 'files.replace-text',
  summary: 'Replaces a text in a text file',
  parameters: z.object({ path: Path, find: SomeText, with: Text, places: Places }).strict(),
  takes: { path: 'content' },
  roles: { places: 'detail' },
  text: 'edited',
  outputs: ['count', 'sha256'],
  gives: () => [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'restores the bytes before' },
  needs: (args) => {
    const path = stringOf(args, 'path');
    return path === null ? [] : [R.file(path)];
  },
  changes: (args) => {
    const path = stringOf(args, 'path');
    return path === null ? [] : [R.file(path), R.notFree(path)];
  },
  mayReplace: (args) => {
    const path = stringOf(args, 'path');
    return path === null ? [] : [path];
  },
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
  verifiedBy: 'reading the file again',
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
  resources: (args) => filesResource(stringOf(args, 'path')),
  usual: 10,
  deadline: 10_000,
  idempotent: true,
  examples: ['replace "cat" with "dog" in ~/Documents/notes.txt'],
});

export const replacingText = [replaceText];
