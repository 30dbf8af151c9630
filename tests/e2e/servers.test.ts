import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAdapters, openStore } from '../../electron/adapters.ts';
import { createSonny } from '../../shared/app.ts';
import type { Sonny } from '../../shared/ports/sonny.ts';
import { openOAuthServers, type OAuthServers } from '../fakes/oauth-server.ts';
import { type Host, startHost } from './host.ts';
import { type Size, SIZES, THEMES, Window, launchBrowser } from './window.ts';

let browser: Browser;
let home: string;
let sonny: Sonny;
let host: Host;
let servers: OAuthServers;
/** The person's browser, which is another than the window's: whatever opens there waits for this to go on. */
let person = Promise.withResolvers<void>();
const opened: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  servers = await openOAuthServers();
  home = await mkdtemp(join(tmpdir(), 'sonny-e2e-servers-'));
  const openBrowser = async (address: string): Promise<boolean> => {
    opened.push(address);
    void person.promise.then(async () => {
      const page = await browser.newPage();
      await page.goto(address);
      await page.getByText('Sonny has the answer').waitFor();
      await page.close();
    });
    return true;
  };
  const profile = join(home, 'profile');
  const env = { PATH: process.env['PATH'], HOME: home };
  sonny = await createSonny(
    openAdapters({ env, profile, store: openStore(profile), virtual: false, openBrowser }).ports,
  );
  host = await startHost(sonny);
});
afterAll(async () => {
  await browser.close();
  await host.close();
  await sonny.close();
  await servers.close();
  await rm(home, { recursive: true, force: true });
});

describe.each(THEMES)('in %s', (theme) => {
  test.each(Object.keys(SIZES) as Size[])(
    'one signs in at a server in the %s window',
    { timeout: 90_000 },
    async (size) => {
      person = Promise.withResolvers<void>();
      opened.length = 0;
      const window = await Window.open(browser, host.link(), size, theme);
      const { page } = window;
      const wrong: string[] = [];
      const looked = async (name: string): Promise<void> => {
        await window.screenshot(`servers-${name}-${size}-${theme}`);
        wrong.push(...(await window.axe()).map((line) => `${name}: ${line}`));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) wrong.push(`${name}: ${wide} px wider than the window`);
      };
      const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

      await window.show('#/servers');
      await press('Add a server…');
      await page.getByText('An address', { exact: true }).click();
      await page.getByLabel('What you call it').fill('calendar');
      await page.getByLabel('Address').fill(servers.url);
      await looked('add-remote');
      await press('Add');
      await press('Reach it');
      await page.getByText('It wants you to sign in.').waitFor();
      await looked('out');
      await press('Sign in…');
      await page.getByText('Your browser would open this page of').waitFor();
      const address = await page.locator('pre', { hasText: 'code_challenge' }).textContent();
      expect(opened).toEqual([]);
      await looked('asked');

      await press('Open in browser');
      await page.getByText('Sonny waits for you to come back.').waitFor();
      expect(opened).toEqual([address]);
      await looked('waiting');
      person.resolve();
      await page.getByText('Signed in', { exact: true }).waitFor();
      await page.getByRole('heading', { name: 'events' }).waitFor();
      await looked('in');

      await press('Sign out');
      await page.getByRole('button', { name: 'Sign in…' }).waitFor();
      await press('Remove…');
      await press('Remove calendar');
      await page.getByText('No servers yet').waitFor();
      await window.close();
      expect(wrong).toEqual([]);
    },
  );
});
