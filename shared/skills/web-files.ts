import { z } from 'zod';
import { isRef } from '../protocol/step.ts';
import { pageIdOf, pageName, stringOf, stringsOf } from './argument.ts';
import { isThere } from './check.ts';
import { baseOf, parentOf } from './path.ts';
import { R, symbolOf } from './relations.ts';
import { filesResource, pageResource } from './resource.ts';
import { Name, Page, Path, Paths, Url } from './schema.ts';
import { defineSkill, type PlanArgs } from './skill.ts';
import { countFiles, quoted } from './wording.ts';
import { fileThere } from './file-there.ts';

const place = (args: PlanArgs): string => stringOf(args, 'path') ?? 'a place that an earlier step gives';

const landing = {
  outputs: ['path', 'sha256'],
  gives: () => [],
  reaches: 'web',
  undo: { kind: 'compensate', say: 'moves the downloaded file to the trash, if it was not changed' },
  changes: fileThere,
  effects: (args: PlanArgs) => [`A new file comes to ${place(args)}. It is not opened.`],
  verifiedBy: 'reading the file from disk',
  checks: (args: PlanArgs, outputs: PlanArgs) => [
    isThere(stringOf(args, 'path') ?? '', 'file', stringOf(outputs, 'sha256') ?? undefined),
  ],
  usual: 500,
  deadline: 120_000,
  idempotent: false,
} as const;

const needsPlace = (args: PlanArgs) => {
  const path = stringOf(args, 'path');
  return path === null ? [] : [R.folder(parentOf(path)), R.free(path)];
};

const download = defineSkill({
  ...landing,
  name: 'web.download',
  summary: 'Downloads a file from an address',
  parameters: z.object({ url: Url, path: Path }).strict(),
  takes: { path: 'entry' },
  // An address that an earlier step read could carry what it read to its host.
  risk: (args) => (isRef(args['url']) ? 'R4' : 'R2'),
  needs: needsPlace,
  title: (args) => `Download ${stringOf(args, 'url') ?? 'from the address of an earlier step'} to ${place(args)}`,
  resources: (args) => filesResource(stringOf(args, 'path')),
  examples: ['download https://example.org/report.pdf to ~/Documents/report.pdf'],
});

const save = defineSkill({
  ...landing,
  name: 'web.save',
  summary: 'Downloads what a link or button of a page leads to',
  parameters: z.object({ page: Page, name: Name, path: Path }).strict(),
  takes: { path: 'entry' },
  roles: { name: 'detail' },
  risk: 'R2',
  needs: (args) => [R.page(symbolOf(args['page'])), ...needsPlace(args)],
  title: (args) =>
    `Download what ${quoted(stringOf(args, 'name'))} on ${pageName(args['page'])} leads to, as ${place(args)}`,
  resources: (args) => [pageResource(args['page']), ...filesResource(stringOf(args, 'path'))],
  examples: ['open https://example.org in your own browser and download the link "Report" to ~/Documents/report.pdf'],
});

const upload = defineSkill({
  name: 'web.upload',
  summary: 'Gives files to a page',
  parameters: z.object({ page: Page, name: Name, files: Paths }).strict(),
  takes: { files: 'content' },
  roles: { name: 'detail' },
  outputs: [],
  reaches: 'web',
  risk: 'R4',
  undo: { kind: 'irreversible', say: 'what a page was given can’t be called back' },
  needs: (args) => [R.page(symbolOf(args['page'])), ...(stringsOf(args, 'files') ?? []).map((file) => R.file(file))],
  about: (args) => [{ kind: 'page', id: pageIdOf(args['page']) }],
  changes: () => [],
  title: (args) => {
    const files = stringsOf(args, 'files') ?? [];
    const what = files.length === 1 ? (files[0] ?? '') : countFiles(files.length);
    return `Upload ${what} to ${quoted(stringOf(args, 'name'))} on ${pageName(args['page'])}`;
  },
  effects: (args) => (stringsOf(args, 'files') ?? []).map((file) => `The site gets ${file}.`),
  verifiedBy: 'reading the field in the browser’s accessibility tree',
  checks: (args) => {
    const files = stringsOf(args, 'files') ?? [];
    const value = files.length === 1 ? baseOf(files[0] ?? '') : String(files.length);
    return [
      {
        query: { kind: 'page.element', id: pageIdOf(args['page']), name: stringOf(args, 'name') ?? '' },
        path: 'accessibility',
        expect: [{ field: 'value', op: 'includes', value }],
        say: `the field names ${value}`,
      },
    ];
  },
  resources: (args) => [pageResource(args['page']), ...filesResource(...(stringsOf(args, 'files') ?? []))],
  usual: 500,
  deadline: 60_000,
  idempotent: false,
  examples: [
    'open https://example.org in your own browser and upload ~/Documents/report.pdf to "Attachment" on the page',
  ],
});

export const webFiles = [download, save, upload];
