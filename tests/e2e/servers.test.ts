import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openAdapters, openStore } from '../../electron/adapters.ts';
import { createSonny } from '../../shared/app.ts';
import type { Sonny } from '../../shared/ports/sonny.ts';
import { isEnded } from '../../shared/protocol/run.ts';
import { openOAuthServers, type OAuthServers } from '../fakes/oauth-server.ts';
import { type Host, startHost } from './host.ts';
import { type Size, SIZES, type Theme, THEMES, Window, launchBrowser } from './window.ts';

let browser: Browser;
let home: string;
let sonny: Sonny;
let host: Host;
let servers: OAuthServers;
const ASKING = fileURLToPath(new URL('../fixtures/mcp/asking-server.ts', import.meta.url));
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
  const { ports } = openAdapters({ env, profile, store: openStore(profile), virtual: false, openBrowser });
  sonny = await createSonny({ ...ports, presence: { someone: true, watched: () => {} } });
  host = await startHost(sonny);
});
afterAll(async () => {
  await browser.close();
  await host.close();
  await sonny.close();
  await servers.close();
  await rm(home, { recursive: true, force: true });
});

/** Looks at the window, and notes what is wrong with it. */
const looker = (window: Window, size: Size, theme: Theme) => {
  const wrong: string[] = [];
  const look = async (name: string): Promise<void> => {
    const seen = await window.look(`servers-${name}-${size}-${theme}`);
    wrong.push(...seen.map((line) => `${name}: ${line}`));
  };
  return { wrong, look };
};

/** A run of one tool, which waits for what its server asks. */
const begin = async (goal: string): Promise<string> => {
  const { runId } = await sonny.dispatch({ type: 'run.start', text: goal });
  const approval = await vi.waitUntil(async () => (await sonny.dispatch({ type: 'run.get', runId })).approval, 20_000);
  const { nonce, planHash, digest } = approval;
  const read = digest?.map(({ stepId }) => stepId) ?? [];
  await sonny.dispatch({ type: 'run.approve', runId, nonce, planHash, read });
  return runId;
};

describe.each(THEMES)('in %s', (theme) => {
  test.each(Object.keys(SIZES) as Size[])(
    'a server’s question is answered in the %s window',
    { timeout: 90_000 },
    async (size) => {
      const server = { kind: 'local', name: 'rooms', command: [process.execPath, ASKING], env: [] } as const;
      const added = await sonny.dispatch({
        type: 'mcp.add',
        server: { ...server, command: [...server.command], env: [] },
      });
      const { tools } = await sonny.dispatch({ type: 'mcp.approve', name: 'rooms', hash: added.hash });
      for (const { name, fingerprint } of tools)
        await sonny.dispatch({ type: 'mcp.classify', name: 'rooms', tool: name, fingerprint, risk: 'R1' });
      const window = await Window.open(browser, host.link(), size, theme);
      const { page } = window;
      const { wrong, look } = looker(window, size, theme);

      const runId = await begin('use rooms.book');
      const card = page.getByRole('region', { name: 'rooms asks you something' });
      await card.waitFor();
      await look('ask');
      await card.getByRole('button', { name: 'Send to rooms' }).click();
      await card.getByRole('alert').getByText('Room: it is needed.').waitFor();
      await card.getByLabel('Room').fill('B12');
      await card.getByLabel('Day').selectOption('Tuesday');
      await card.getByLabel('tea').check();
      await card.getByLabel('With a screen').uncheck();
      await card.getByRole('button', { name: 'Send to rooms' }).click();
      await card.waitFor({ state: 'detached' });
      const done = await vi.waitUntil(async () => {
        const run = await sonny.dispatch({ type: 'run.get', runId });
        return isEnded(run.status) ? run : null;
      }, 20_000);
      expect(JSON.parse(String(done.steps[0]?.outputs?.['text']))).toEqual({
        action: 'accept',
        content: { room: 'B12', seats: 4, screen: false, day: 'tue', with: ['tea'] },
      });

      opened.length = 0;
      person = Promise.withResolvers<void>();
      await begin('use rooms.pay');
      await card.getByText('Your browser would open this page of').waitFor();
      await look('ask-page');
      expect(opened).toEqual([]);
      await card.getByRole('button', { name: 'No', exact: true }).click();
      await card.waitFor({ state: 'detached' });
      await sonny.dispatch({ type: 'mcp.remove', name: 'rooms' });
      await window.close();
      expect(opened).toEqual([]);
      expect(wrong).toEqual([]);
    },
  );

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
        const seen = await window.look(`servers-${name}-${size}-${theme}`);
        wrong.push(...seen.map((line) => `${name}: ${line}`));
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
