import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
  await page.getByText('Done: each of 3 steps was verified in its own way.').first().waitFor({ timeout: 50_000 });
  expect((await readFile(file, 'utf8')).trimEnd()).toBe(TEXT);
  await page.getByAltText('The desktop as Sonny sees it').waitFor();
  await window.screenshot('real-3-done');

  await page.keyboard.press('Alt+u');
  await page.getByRole('region', { name: 'Goal' }).getByText('undone', { exact: true }).waitFor({ timeout: 50_000 });
  expect(existsSync(file)).toBe(false);
  await window.screenshot('real-4-undone');
  await window.close();
});

test('a file that went away is told as such and mended from its card, and a later change is kept and asked about', async () => {
  const window = await Window.open(browser, host.link());
  const { page } = window;
  const [there, wanted] = [join(home, 'Downloads/invoice.pdf'), join(home, 'Papers/invoice.pdf')];
  await mkdir(join(home, 'Downloads'));
  await writeFile(there, 'invoice');

  await page.keyboard.type('move ~/Downloads/invoice.pdf to ~/Papers');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Run/ }).waitFor();
  await rm(there);
  await page.keyboard.press('Control+Enter');
  const trouble = page.getByRole('region', { name: 'Something changed since your yes' });
  await trouble.getByText('which is no longer so').waitFor();
  await window.screenshot('real-5-trouble');
  expect(existsSync(wanted)).toBe(false);

  await writeFile(there, 'invoice');
  await trouble.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Done: verified by').first().waitFor();
  expect(await readFile(wanted, 'utf8')).toBe('invoice');

  await rename(wanted, join(home, 'aside.pdf'));
  await writeFile(wanted, 'paid');
  await page.keyboard.press('Alt+u');
  // What was put in the place of Sonny's is the person's own: it stays, and they are asked.
  await page.getByText('You changed this folder after Sonny did. What should stay?').waitFor();
  await page.getByText('1 more of your changes waits after this.').waitFor();
  await window.screenshot('real-6-kept');
  expect(await readFile(wanted, 'utf8')).toBe('paid');
  expect(await readFile(join(home, 'aside.pdf'), 'utf8')).toBe('invoice');
  expect(existsSync(there)).toBe(false);
  await window.close();
});
