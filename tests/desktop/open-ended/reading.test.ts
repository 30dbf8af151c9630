import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunView } from '../../../shared/protocol/run.ts';
import { openSite, type Site } from '../../contract/browser/site.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const exec = promisify(execFile);

/** Work that hangs on what is read first: the model is asked for the rest once it is, over real HTTP. */
let bench: Workbench;
let site: Site;
beforeAll(async () => {
  site = await openSite();
  bench = await openWorkbench();
}, 60_000);
afterAll(async () => {
  await bench.dispose();
  await site.close();
});

const told = (run: RunView): string =>
  run.steps.map(({ title, status, error }) => `${status}: ${title} ${error?.details ?? ''}`).join('\n');
/** What the model says of the evidence at the end: it counts for nothing unless it doubts. */
const SHOWS = { verdict: 'shows', quote: '', why: 'It is all there.' };
const plan = (...parts: object[]): object => ({ kind: 'plan', parts });
const rest = (words: string): object => ({ words, do: 'plan.rest', args: { task: words } });

/** What a step of the prompt gave, by the file that it read. */
const readIn = (text: string, name: string): string => {
  const lines = text.split('\n').map((line) => line.replace(/^\| ?/u, ''));
  const from = lines.findIndex((line) => line.includes(`${name}) gave text:`));
  const end = lines.findIndex((line, i) => i > from && line.startsWith('>>>'));
  return from < 0 ? '' : lines.slice(from + 1, end).join('\n');
};

/** A folder’s files with what is in them, by another way than the one that acted. */
const contents = async (folder: string): Promise<Record<string, string>> => {
  const names = (await readdir(folder)).toSorted();
  const hash = async (name: string): Promise<string> =>
    createHash('sha256')
      .update(await readFile(join(folder, name)))
      .digest('hex');
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await hash(name)])));
};

/** A text as an office application saves it. */
const saved = async (folder: string, name: string, text: string): Promise<void> => {
  const work = await mkdtemp(join(tmpdir(), 'sonny-office-'));
  const [stem = '', ending = ''] = name.split('.');
  await writeFile(join(work, `${stem}.txt`), text);
  const profile = `-env:UserInstallation=file://${join(work, 'profile')}`;
  await exec('soffice', [profile, '--headless', '--convert-to', ending, '--outdir', folder, join(work, `${stem}.txt`)]);
  await rm(work, { recursive: true, force: true, maxRetries: 5 });
};

test('the files of a folder are renamed by the date and company in them, and called as before after the undo', async () => {
  const folder = join(bench.desk.home, 'Scans');
  await mkdir(folder);
  await writeFile(join(folder, 'scan-1.txt'), 'ACME Ltd.\nInvoice 17\nDate: 2026-03-05\nTotal: 120.00\n');
  await saved(folder, 'scan-2.odt', 'Birch und Söhne\nRechnung 4\nDate: 2026-04-17\n');
  await saved(folder, 'scan-3.docx', 'Café Olé\nReceipt\nDate: 2026-05-09\n');
  await saved(folder, 'scan-4.pdf', 'Łódź Paper & Sons\nInvoice 88\nDate: 2026-06-21\n');
  const before = await contents(folder);
  const names = Object.keys(before);
  expect(names).toEqual(['scan-1.txt', 'scan-2.odt', 'scan-3.docx', 'scan-4.pdf']);

  const words = ['the files in ~/Scans', 'rename the files in ~/Scans by date and company'] as const;
  bench.work(({ text }, turn) => {
    if (text.includes('<<< expected')) return SHOWS;
    const [find, rename] = words;
    if (turn === 0)
      return plan(
        { words: find, do: 'files.find', args: { folder: '~/Scans', glob: '*', recursive: false } },
        rest(rename),
      );
    const found = [...new Set(text.match(/scan-\d\.\w+/gu))].toSorted();
    if (turn === 1)
      return plan(
        ...found.map((name) => ({ words: find, do: 'files.read', args: { path: `~/Scans/${name}` } })),
        rest(rename),
      );
    const renames = found.map((name) => {
      const said = readIn(text, name);
      const date = /\d{4}-\d\d-\d\d/u.exec(said)?.[0] ?? 'none';
      const company = said.split('\n')[0] ?? '';
      return { from: `~/Scans/${name}`, to: `~/Scans/${date} ${company}.${name.split('.')[1]}` };
    });
    return plan({ words: rename, do: 'files.rename', args: { renames } });
  });
  const run = await bench.desk.run('rename the files in ~/Scans by date and company in them');
  expect(run.status, told(run)).toBe('done');
  expect(bench.turns()).toBe(4);
  const after = await contents(folder);
  const renamed = [
    '2026-03-05 ACME Ltd..txt',
    '2026-04-17 Birch und Söhne.odt',
    '2026-05-09 Café Olé.docx',
    '2026-06-21 Łódź Paper & Sons.pdf',
  ];
  expect(Object.keys(after)).toEqual(renamed);
  // Nothing of what is in them is another.
  expect(Object.values(after)).toEqual(names.map((name) => before[name]));
  // One word for the plan, one for files that nobody had named, one for all that is renamed.
  const rows = await bench.desk.sonny.dispatch({ type: 'run.get', runId: run.id });
  expect(rows.steps.filter(({ status }) => status !== 'verified')).toEqual([]);
  expect((await bench.desk.undo(run.id)).status).toBe('undone');
  expect(await contents(folder)).toEqual(before);
}, 120_000);

test('an address that a note holds goes into a form, once the person has seen it', async () => {
  await writeFile(join(bench.desk.home, 'notes.txt'), 'Milk, eggs.\nGrace lives at 12 Harbour Street, Leith.\n');
  const goal = `look up where Grace lives in ~/notes.txt and fill it into the form at ${site.at}/form as the name`;
  bench.work(({ text }, turn) => {
    if (text.includes('<<< expected')) return SHOWS;
    if (turn === 0)
      return plan(
        { words: 'look up where Grace lives in ~/notes.txt', do: 'files.read', args: { path: '~/notes.txt' } },
        { words: `the form at ${site.at}/form`, do: 'web.open', args: { url: `${site.at}/form` } },
        rest('fill it into the form'),
      );
    const [, address = ''] = /Grace lives at ([^.\n]+)\./u.exec(text) ?? [];
    const page = { from: 's2', output: 'page' };
    return plan({ words: 'fill it into the form', do: 'web.fill', args: { page, name: 'Name', text: address } });
  });
  const planned = await bench.desk.propose(goal);
  const { nonce = '', planHash = '' } = planned.approval ?? {};
  await bench.desk.sonny.dispatch({ type: 'run.approve', runId: planned.id, nonce, planHash });
  const asked = await bench.desk.reach(
    planned.id,
    ({ approval, status }) => approval?.digest !== undefined || status === 'failed',
  );
  expect(asked.approval?.digest?.[0]?.lines.join('\n'), told(asked)).toContain('12 Harbour Street, Leith');
  const run = await bench.desk.approve(planned.id);
  expect(run.status, told(run)).toBe('done');
  expect(run.steps.find(({ skill }) => skill === 'web.fill')?.evidence.some(({ holds }) => holds)).toBe(true);
  expect(site.log.filter((line) => line.startsWith('POST'))).toEqual([]);
  expect((await bench.desk.undo(run.id)).status).toBe('undone');
}, 120_000);
