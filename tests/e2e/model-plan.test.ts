import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Started, startSonny } from '../../electron/start-sonny.ts';
import type { ScriptedAnswer } from '../../automation/model/scripted.ts';
import { type ModelServer, openModelServer } from '../fakes/model-server.ts';
import { type Host, startHost } from './host.ts';
import { Window, launchBrowser } from './window.ts';

let browser: Browser;
let home: string;
let started: Started;
let host: Host;
let server: ModelServer;

const plan = (part: object, more: object = {}): ScriptedAnswer => ({
  thought: 'The PDFs belong to the papers.',
  value: JSON.parse(JSON.stringify({ kind: 'plan', parts: [part], danger: 'safe', ...more })),
  usage: { input: 2000, output: 300 },
});
const MOVE = {
  words: 'all those PDFs from my downloads',
  do: 'files.move',
  args: { files: { folder: '~/Downloads', glob: '*.pdf' }, to: '~/Papers' },
};

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonny-e2e-'));
  for (const folder of ['Downloads', 'Papers']) await mkdir(join(home, folder));
  for (const name of ['a.pdf', 'b.pdf', 'c.txt']) await writeFile(join(home, 'Downloads', name), name);
  server = await openModelServer({
    script: [
      { holds: 'please live in papers', answer: plan(MOVE) },
      // The same mistake whatever is said to it.
      { holds: 'shall be gone', answer: plan({ ...MOVE, words: 'shall be gone', do: 'files.shred' }) },
    ],
  });
  const env = { ...process.env, HOME: home, SONNY_VIRTUAL: '1' };
  started = await startSonny({ env, profile: join(home, 'profile'), say: () => {} });
  host = await startHost(started.sonny, started.screen);
  browser = await launchBrowser();
  const price = { input: 1, output: 4 };
  await started.sonny.dispatch({
    type: 'settings.set',
    settings: { model: { baseUrl: server.url, name: 'scripted-7b', price } },
  });
});
afterAll(async () => {
  await browser.close();
  await host.close();
  await started.close();
  await server.close();
  await rm(home, { recursive: true, force: true });
});

const list = (folder: string): Promise<string[]> => readdir(join(home, folder));

test('a goal in free words is planned with a model over HTTP, done, verified on disk and undone', async () => {
  const window = await Window.open(browser, host.link());
  const { page } = window;
  await page.keyboard.type('could all those PDFs from my downloads please live in papers');
  await page.getByText('is asked what you mean').waitFor();
  await page.keyboard.press('Enter');
  const card = page.getByRole('region', { name: 'Proposed by scripted-7b' });
  await card.getByText('1 call, 2,300 tokens, $0.0032').waitFor();
  await card.getByText('What it thinks').click();
  await card.getByText('The PDFs belong to the papers.').waitFor();
  expect(await list('Papers')).toEqual([]);
  await window.screenshot('model-1-plan');

  await page.keyboard.press('Control+Enter');
  await page.getByText('Done: verified by listing both folders.').first().waitFor();
  expect(await list('Papers')).toEqual(['a.pdf', 'b.pdf']);

  await page.keyboard.press('Alt+u');
  await page.getByRole('region', { name: 'Goal' }).getByText('undone', { exact: true }).waitFor();
  expect(await list('Downloads')).toEqual(['a.pdf', 'b.pdf', 'c.txt']);
  await window.close();
});

test('a proposal that does not hold is sent back three times, and then the person is asked', async () => {
  const before = server.requests.length;
  const window = await Window.open(browser, host.link());
  const { page } = window;
  await page.keyboard.type('the stuff in downloads shall be gone');
  await page.keyboard.press('Enter');
  await page
    .getByText('scripted-7b found no plan that holds. Part 1: No skill is called files.shred.')
    .first()
    .waitFor();
  await page.getByText('4 proposals').waitFor();
  await window.screenshot('model-2-asked');
  // The fifth, and what is asked once more of it, is for a question; the script has none.
  expect(server.requests.length - before).toBe(6);
  await page.keyboard.press('0');
  await page.getByText('You said no: nothing was done.').first().waitFor();
  expect(await list('Downloads')).toHaveLength(3);
  await window.close();
});
