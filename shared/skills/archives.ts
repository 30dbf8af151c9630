import { z } from 'zod';
import { stringOf, stringsOf } from './argument.ts';
import { equals, isThere } from './check.ts';
import { baseOf, inside, parentOf } from './path.ts';
import { R } from './relations.ts';
import { filesResource } from './resource.ts';
import { Entries, Path, Paths } from './schema.ts';
import { defineSkill, type PlanArgs } from './skill.ts';
import { countFiles } from './wording.ts';

const zip = defineSkill({
  name: 'files.zip',
  summary: 'Packs files or a folder into a zip archive',
  parameters: z.object({ files: Paths, archive: Path }).strict(),
  takes: { files: 'entry', archive: 'entry' },
  outputs: [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'removes the archive' },
  needs: (args) => {
    const archive = stringOf(args, 'archive');
    return [
      ...(stringsOf(args, 'files') ?? []).map(R.notFree),
      ...(archive === null ? [] : [R.folder(parentOf(archive)), R.free(archive)]),
    ];
  },
  changes: (args) => {
    const archive = stringOf(args, 'archive');
    return archive === null ? [] : [R.file(archive), R.notFree(archive)];
  },
  title: (args) => {
    const files = stringsOf(args, 'files');
    const [only, ...others] = files ?? [];
    const what =
      only === undefined ? 'the files of an earlier step' : others.length === 0 ? only : countFiles(others.length + 1);
    return `Zip ${what} as ${stringOf(args, 'archive') ?? 'an archive'}`;
  },
  effects: (args) => [`${stringOf(args, 'archive') ?? 'The archive'} gets them; they stay where they are.`],
  verifiedBy: 'reading the archive’s own table of contents',
  checks: (args) => [
    {
      query: { kind: 'archive', path: stringOf(args, 'archive') ?? '' },
      path: 'filesystem',
      expect: [
        equals('exists', true),
        { field: 'entries.length', op: 'at-least', value: stringsOf(args, 'files')?.length ?? 1 },
      ],
      say: `${baseOf(stringOf(args, 'archive') ?? '')} can be read and lists what was packed`,
    },
  ],
  resources: (args) => filesResource(...(stringsOf(args, 'files') ?? []), stringOf(args, 'archive')),
  usual: 50,
  deadline: 120_000,
  idempotent: true,
  examples: ['zip the folder ~/Project as ~/project.zip'],
});

/** The files that are known to be in the new folder afterwards. */
const unpacked = (args: PlanArgs): readonly string[] => {
  const to = stringOf(args, 'to');
  return to === null ? [] : (stringsOf(args, 'entries') ?? []).map((name) => inside(to, name));
};

const unzip = defineSkill({
  name: 'files.unzip',
  summary: 'Unpacks a zip archive into a new folder',
  // `entries`: files in the archive that later steps count on.
  parameters: z.object({ archive: Path, to: Path, entries: Entries }).strict(),
  takes: { archive: 'content', to: 'entry' },
  outputs: [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'removes what it unpacked if it is unchanged' },
  needs: (args) => {
    const archive = stringOf(args, 'archive');
    const to = stringOf(args, 'to');
    return [
      ...(archive === null ? [] : [R.file(archive)]),
      ...(to === null ? [] : [R.folder(parentOf(to)), R.free(to)]),
    ];
  },
  changes: (args) => {
    const to = stringOf(args, 'to');
    return [
      ...(to === null ? [] : [R.folder(to), R.notFree(to)]),
      ...unpacked(args).flatMap((path) => [R.file(path), R.notFree(path)]),
    ];
  },
  title: (args) =>
    `Unpack ${stringOf(args, 'archive') ?? 'the archive'} into ${stringOf(args, 'to') ?? 'a new folder'}`,
  effects: (args) => [`${stringOf(args, 'to') ?? 'A new folder'} gets what is in the archive.`],
  verifiedBy: 'listing the new folder',
  checks: (args) => {
    const to = stringOf(args, 'to') ?? '';
    return [
      isThere(to, 'folder'),
      {
        query: { kind: 'files', folder: to, glob: '*', recursive: true },
        path: 'filesystem',
        expect: [equals('exists', true), { field: 'files.length', op: 'at-least', value: 1 }],
        say: 'the folder holds files',
      },
      ...unpacked(args).map((path) => isThere(path, 'file')),
    ];
  },
  resources: (args) => filesResource(stringOf(args, 'archive'), stringOf(args, 'to')),
  usual: 50,
  deadline: 120_000,
  idempotent: true,
  examples: ['unzip ~/Downloads/project.zip into ~/Project'],
});

export const archives = [zip, unzip];
