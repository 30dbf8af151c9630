import { z } from 'zod';
import type { RiskClass } from '../protocol/step.ts';
import type { Literal } from '../symbolic/atom.ts';
import { journeysOf, stringOf, stringsOf } from './argument.ts';
import { isGone, isThere } from './check.ts';
import { baseOf, inside, parentOf } from './path.ts';
import { R } from './relations.ts';
import { filesResource } from './resource.ts';
import { Journeys, Path, Paths, Renamed } from './schema.ts';
import { defineSkill, type PlanArgs } from './skill.ts';
import { countFiles } from './wording.ts';

/** What becomes of the names of things that go to a folder. */
const under = (args: PlanArgs): string => {
  const renamed = args['renamed'];
  if (typeof renamed !== 'number') return '';
  const all = stringsOf(args, 'files')?.length ?? 0;
  return all === 1
    ? ', with a number, as the name is taken'
    : `, ${renamed} of them with a number, as the names are taken`;
};

/** More items than this are a wide change. */
const MANY = 10;

const byCount = (count: number): RiskClass => (count > MANY ? 'R3' : 'R2');

const named = (files: readonly string[] | null): string => {
  if (files === null) return 'the files of an earlier step';
  const [only, ...others] = files;
  return only !== undefined && others.length === 0 ? baseOf(only) : countFiles(files.length);
};

const arrivals = (args: PlanArgs): readonly string[] => {
  const to = stringOf(args, 'to');
  return to === null ? [] : (stringsOf(args, 'files') ?? []).map((file) => inside(to, baseOf(file)));
};

/** A name with an ending is taken for a file's: what moves may also be a folder, which only the world knows. */
const ENDED = /[^.]\.[^.]+$/u;
const appears = (path: string): readonly Literal[] =>
  ENDED.test(baseOf(path)) ? [R.notFree(path), R.file(path)] : [R.notFree(path)];

const vanishes = (path: string): readonly Literal[] => [R.free(path), R.noFile(path), R.noFolder(path)];

const goingNeeds = (args: PlanArgs): readonly Literal[] => {
  const to = stringOf(args, 'to');
  const needs = (stringsOf(args, 'files') ?? []).map(R.notFree);
  if (to !== null) needs.push(R.folder(to));
  return needs;
};

const moves = (args: PlanArgs): readonly Literal[] => {
  const files = stringsOf(args, 'files') ?? [];
  const to = stringOf(args, 'to');
  const changes: Literal[] = [];
  for (const file of files) changes.push(R.free(file), R.noFile(file), R.noFolder(file));
  if (to !== null)
    for (const file of files) {
      const name = baseOf(file);
      const path = inside(to, name);
      changes.push(R.notFree(path));
      if (ENDED.test(name)) changes.push(R.file(path));
    }
  return changes;
};

const move = defineSkill({
  name: 'files.move',
  summary: 'Moves files into a folder',
  parameters: z.object({ files: Paths, to: Path, renamed: Renamed }).strict(),
  takes: { files: 'entry', to: 'content' },
  outputs: ['moved'],
  risk: (args) => byCount(stringsOf(args, 'files')?.length ?? 0),
  undo: { kind: 'compensate', say: 'moves back what it moved' },
  needs: goingNeeds,
  takesAway: (args) => ({ paths: stringsOf(args, 'files') ?? [], contents: false }),
  changes: moves,
  title: (args) => `Move ${named(stringsOf(args, 'files'))} to ${stringOf(args, 'to') ?? 'the folder'}${under(args)}`,
  effects: (args) =>
    (stringsOf(args, 'files') ?? []).map((file) => `${file} goes to ${stringOf(args, 'to') ?? 'the folder'}.`),
  verifiedBy: 'listing both folders',
  checks: (_, outputs) => {
    const moved = journeysOf(outputs['moved']);
    const taken = new Set(moved.map((m) => m.to));
    return moved.flatMap((m) => [
      isThere(m.to, undefined, m.sha256, m.size),
      ...(taken.has(m.from) ? [] : [isGone(m.from)]),
    ]);
  },
  resources: (args) => filesResource(...(stringsOf(args, 'files') ?? []), stringOf(args, 'to'), ...arrivals(args)),
  usual: 20,
  deadline: 120_000,
  idempotent: true,
  examples: ['move all PDFs in ~/Downloads to ~/Papers'],
});

const copy = defineSkill({
  name: 'files.copy',
  summary: 'Copies files into a folder',
  parameters: z.object({ files: Paths, to: Path, renamed: Renamed }).strict(),
  takes: { files: 'entry', to: 'content' },
  outputs: ['copied'],
  risk: (args) => byCount(stringsOf(args, 'files')?.length ?? 0),
  undo: { kind: 'compensate', say: 'trashes what it copied where that is unchanged' },
  needs: goingNeeds,
  changes: (args) => arrivals(args).flatMap(appears),
  title: (args) => `Copy ${named(stringsOf(args, 'files'))} to ${stringOf(args, 'to') ?? 'the folder'}${under(args)}`,
  effects: (args) =>
    (stringsOf(args, 'files') ?? []).map(
      (file) => `A copy of ${file} goes to ${stringOf(args, 'to') ?? 'the folder'}.`,
    ),
  verifiedBy: 'reading the copies and the originals',
  checks: (_, outputs) =>
    journeysOf(outputs['copied']).flatMap((c) => [
      isThere(c.to, undefined, c.sha256, c.size),
      isThere(c.from, undefined, c.sha256, c.size),
    ]),
  resources: (args) => filesResource(...(stringsOf(args, 'files') ?? []), stringOf(args, 'to'), ...arrivals(args)),
  usual: 20,
  deadline: 120_000,
  idempotent: true,
  examples: ['copy ~/Documents/notes.txt to ~/Backup'],
});

const copyAs = defineSkill({
  name: 'files.copy-as',
  summary: 'Copies a file or folder under another name',
  parameters: z.object({ from: Path, path: Path }).strict(),
  takes: { from: 'entry', path: 'entry' },
  outputs: ['copied'],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'trashes the copy where it is unchanged' },
  needs: (args) => {
    const [from, path] = [stringOf(args, 'from'), stringOf(args, 'path')];
    return [
      ...(from === null ? [] : [R.notFree(from)]),
      ...(path === null ? [] : [R.free(path), R.folder(parentOf(path))]),
    ];
  },
  changes: (args) => {
    const path = stringOf(args, 'path');
    return path === null ? [] : appears(path);
  },
  title: (args) => `Copy ${stringOf(args, 'from') ?? 'the file'} as ${stringOf(args, 'path') ?? 'another'}`,
  effects: (args) => [`${stringOf(args, 'path') ?? 'The copy'} gets the same content.`],
  verifiedBy: 'reading the copy and the original',
  checks: (_, outputs) =>
    journeysOf(outputs['copied']).flatMap((c) => [
      isThere(c.to, undefined, c.sha256, c.size),
      isThere(c.from, undefined, c.sha256, c.size),
    ]),
  resources: (args) => filesResource(stringOf(args, 'from'), stringOf(args, 'path')),
  usual: 20,
  deadline: 120_000,
  idempotent: false,
  examples: ['copy ~/Documents/notes.txt to ~/Documents/ideas.txt', 'duplicate ~/Documents/notes.txt'],
});

const rename = defineSkill({
  name: 'files.rename',
  summary: 'Gives files new names',
  parameters: z.object({ renames: Journeys }).strict(),
  takes: { renames: 'entry' },
  takesAway: (args) => ({ paths: journeysOf(args['renames']).map((r) => r.from), contents: false }),
  outputs: [],
  risk: (args) => byCount(journeysOf(args['renames']).length),
  undo: { kind: 'compensate', say: 'gives back the names before' },
  needs: (args) => {
    const renames = journeysOf(args['renames']);
    const left = new Set(renames.map((r) => r.from));
    return [
      ...renames.map((r) => R.notFree(r.from)),
      ...renames.filter((r) => !left.has(r.to)).map((r) => R.free(r.to)),
    ];
  },
  changes: (args) => {
    const renames = journeysOf(args['renames']);
    const taken = new Set(renames.map((r) => r.to));
    return [
      ...renames.filter((r) => !taken.has(r.from)).flatMap((r) => vanishes(r.from)),
      ...renames.flatMap((r) => appears(r.to)),
    ];
  },
  title: (args) => {
    const [only, ...others] = journeysOf(args['renames']);
    if (only === undefined) return 'Rename the files of an earlier step';
    return others.length === 0
      ? `Rename ${baseOf(only.from)} to ${baseOf(only.to)}`
      : `Rename ${countFiles(others.length + 1)}, the first to ${baseOf(only.to)}`;
  },
  effects: (args) => journeysOf(args['renames']).map((r) => `${baseOf(r.from)} gets the name ${baseOf(r.to)}.`),
  verifiedBy: 'listing the folder',
  checks: (args) => {
    const renames = journeysOf(args['renames']);
    const taken = new Set(renames.map((r) => r.to));
    return renames.flatMap((r) => [isThere(r.to), ...(taken.has(r.from) ? [] : [isGone(r.from)])]);
  },
  resources: (args) => filesResource(...journeysOf(args['renames']).flatMap((r) => [r.from, r.to])),
  usual: 10,
  deadline: 60_000,
  idempotent: true,
  examples: ['rename all files in ~/Photos to "holiday-{n:3}.{ext}"', 'rename ~/Documents/notes.txt to ideas.txt'],
});

const trash = defineSkill({
  name: 'files.trash',
  summary: 'Puts files into the trash',
  parameters: z.object({ files: Paths }).strict(),
  takes: { files: 'entry' },
  outputs: ['trashed'],
  risk: 'R3',
  undo: { kind: 'compensate', say: 'takes back out of the trash what it put there' },
  needs: (args) => (stringsOf(args, 'files') ?? []).map(R.notFree),
  takesAway: (args) => ({ paths: stringsOf(args, 'files') ?? [], contents: true }),
  changes: (args) => (stringsOf(args, 'files') ?? []).flatMap(vanishes),
  title: (args) => `Put ${named(stringsOf(args, 'files'))} into the trash`,
  effects: (args) => (stringsOf(args, 'files') ?? []).map((file) => `${file} goes to the trash.`),
  verifiedBy: 'listing the folder',
  checks: (args, outputs) => [
    ...(stringsOf(args, 'files') ?? []).map(isGone),
    ...journeysOf(outputs['trashed']).map((t) => isThere(t.to)),
  ],
  resources: (args) => filesResource(...(stringsOf(args, 'files') ?? [])),
  usual: 20,
  deadline: 60_000,
  idempotent: false,
  examples: ['move ~/Documents/old.txt to the trash'],
});

export const movingFiles = [move, copy, copyAs, rename, trash];
