import { z } from 'zod';
import { stringOf, stringsOf } from './argument.ts';
import { isThere } from './check.ts';
import { parentOf } from './path.ts';
import { R } from './relations.ts';
import { inPlaceOf, landsIn } from './replaced.ts';
import { filesResource } from './resource.ts';
import { Path, Paths, Replace } from './schema.ts';
import { defineSkill } from './skill.ts';
import { countFiles } from './wording.ts';
import { fileThere } from './file-there.ts';

const join = defineSkill({
  name: 'files.join',
  summary: 'Puts the texts of files into one file',
  parameters: z.object({ files: Paths, path: Path, replace: Replace }).strict(),
  takes: { files: 'content', path: 'content' },
  text: 'made',
  outputs: ['sha256'],
  risk: (args) => (args['replace'] === true ? 'R3' : 'R2'),
  undo: { kind: 'compensate', say: 'removes the file, or restores the bytes before' },
  needs: (args) => {
    const path = stringOf(args, 'path');
    return [...(stringsOf(args, 'files') ?? []).map(R.file), ...(path === null ? [] : [R.folder(parentOf(path))])];
  },
  changes: fileThere,
  title: (args) =>
    `Put the texts of ${countFiles(stringsOf(args, 'files')?.length ?? 0)} into ${stringOf(args, 'path') ?? 'one file'}${inPlaceOf(args)}`,
  effects: (args) => [landsIn(args, 'All of their text')],
  verifiedBy: 'reading the file again',
  checks: (args, outputs) => [isThere(stringOf(args, 'path') ?? '', 'file', stringOf(outputs, 'sha256') ?? undefined)],
  resources: (args) => filesResource(...(stringsOf(args, 'files') ?? []), stringOf(args, 'path')),
  usual: 20,
  deadline: 30_000,
  idempotent: true,
  examples: ['join ~/Documents/a.txt and ~/Documents/b.txt into ~/Documents/all.txt'],
});

export const joiningFiles = [join];
