import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from './workbench.ts';

/** What a model planned once is done again with other files, and no model is asked. */
let bench: Workbench;
beforeAll(async () => (bench = await openWorkbench()), 60_000);
afterAll(() => bench.dispose());

const place = (...names: string[]): string => join(bench.desk.home, ...names);
const put = async (folder: string, files: Readonly<Record<string, string>>): Promise<void> => {
  await mkdir(place(folder), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(place(folder, name), text);
};
const kept = async (path: string): Promise<string[]> => (await readdir(path).catch(() => [])).toSorted();

/** The goal in words that only a model reads, what it makes of them, and how another program sees that it is done. */
const REPEATED = [
  {
    title: 'a note is put down under another name',
    goal: (from: string) => `let ~/Documents/${from}.md say what ~/${from}/note.txt says`,
    parts: [
      { words: 'what ~/first/note.txt says', do: 'files.read', args: { path: '~/first/note.txt' } },
      {
        words: 'let ~/Documents/first.md say',
        do: 'files.write',
        args: { path: '~/Documents/first.md', text: { from: 1, output: 'text' } },
      },
    ],
    seen: async (from: string) => [await readFile(place('Documents', `${from}.md`), 'utf8').catch(() => '')],
    done: (from: string) => [`A note of ${from}.`],
    before: [''],
  },
  {
    title: 'pictures move in with the others',
    goal: (from: string) => `could each PNG out of ~/${from} please live in ~/Pictures`,
    parts: [
      {
        words: 'each PNG out of ~/first',
        do: 'files.move',
        args: { files: { folder: '~/first', glob: '*.png' }, to: '~/Pictures' },
      },
    ],
    seen: async (from: string) => (await kept(place('Pictures'))).filter((name) => name.startsWith(from)),
    done: (from: string) => [`${from}-a.png`, `${from}-b.png`],
    before: [],
  },
  {
    title: 'a folder’s texts become an archive',
    goal: (from: string) => `make of every text out of ~/${from} one parcel called ~/Documents/${from}.zip`,
    parts: [
      {
        words: 'every text out of ~/first one parcel called ~/Documents/first.zip',
        do: 'files.zip',
        args: { files: { folder: '~/first', glob: '*.txt' }, archive: '~/Documents/first.zip' },
      },
    ],
    seen: async (from: string) => {
      const bytes = await readFile(place('Documents', `${from}.zip`)).catch(() => null);
      return bytes === null ? [] : Object.keys(unzipSync(bytes));
    },
    done: () => ['note.txt'],
    before: [],
  },
];

test.each(REPEATED)(
  '$title: the second time with other files and 0 model calls',
  async (one) => {
    for (const from of ['first', 'second'])
      await put(from, { 'note.txt': `A note of ${from}.`, [`${from}-a.png`]: 'a', [`${from}-b.png`]: 'b' });
    bench.work(() => ({ kind: 'plan', parts: one.parts }));
    for (const [from, calls] of [
      ['first', 1],
      ['second', 1],
    ] as const) {
      const run = await bench.desk.run(one.goal(from));
      expect(run.status, run.sentence).toBe('done');
      expect(bench.turns()).toBe(calls);
      expect(run.learned !== undefined).toBe(from === 'second');
      expect(await one.seen(from)).toEqual(one.done(from));
      expect((await bench.desk.undo(run.id)).status).toBe('undone');
      expect(await one.seen(from)).toEqual(one.before);
    }
  },
  60_000,
);
