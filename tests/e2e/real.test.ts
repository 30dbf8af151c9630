import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Started, startSonny } from '../../electron/start-sonny.ts';
import { type Host, startHost } from './host.ts';
import { Window, launchBrowser } from './window.ts';

const TEXT = 'Buy milk: 2 l @ 1.09 € — {ok} 日本';

let browser: Browser;
let home: string;
let started: Started;
let host: Host;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonny-e2e-'));
  await mkdir(join(home, 'Documents'));
  const env = { ...process.env, HOME: home, SONNY_VIRTUAL: '1' };
  started = await startSonny({ env, profile: join(home, 'profile'), say: () => {} });
  host = await startHost(started.sonny, started.screen);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await host.close();
  await started.close();
  await rm(home, { recursive: true, force: true });
});

test('the shopping note is written, saved, verified on disk and undone, with the keyboard only', async () => {
  const window = await Window.open(browser, host.link());
  const { page } = window;
  const file = join(home, 'Documents/shopping.txt');

  await page.keyboard.type(`write "${TEXT}" in the text editor and save it as ~/Documents/shopping.txt`);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Run 3 steps' }).waitFor();
  expect(existsSync(file)).toBe(false);
  await window.screenshot('real-1-plan');

  await page.keyboard.press('Control+Enter');
  await page.getByRole('list', { name: 'Steps' }).getByText('acting').first().waitFor();
  await window.screenshot('real-2-acting');
  await page.getByText('Done: verified by reading the file.').waitFor({ timeout: 50_000 });
  expect((await readFile(file, 'utf8')).trimEnd()).toBe(TEXT);
  await page.getByAltText('The desktop as Sonny sees it').waitFor();
  await window.screenshot('real-3-done');

  await page.keyboard.press('Alt+u');
  await page.getByRole('region', { name: 'Goal' }).getByText('undone', { exact: true }).waitFor({ timeout: 50_000 });
  expect(existsSync(file)).toBe(false);
  await window.screenshot('real-4-undone');
  await window.close();
});
