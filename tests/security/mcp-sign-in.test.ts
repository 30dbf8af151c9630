import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAdapters, openStore } from '../../electron/adapters.ts';
import { sessionSecrets } from '../../electron/session-secrets.ts';
import { createSonny } from '../../shared/app.ts';
import type { Secrets } from '../../shared/ports/secrets.ts';
import type { Sonny } from '../../shared/ports/sonny.ts';
import type { McpServerView } from '../../shared/protocol/mcp.ts';
import { FakeTerminal } from '../fakes/fake-terminal.ts';
import { openOAuthServers, type OAuthServers } from '../fakes/oauth-server.ts';
import { typed } from '../fakes/typed.ts';

let servers: OAuthServers;
let base: string;
let secrets: Secrets;
let sonny: Sonny;
let journal: ReturnType<typeof openStore>['journal'];
let opens: string[];
let browser: (address: string) => Promise<boolean>;

const follow = async (address: string): Promise<boolean> => {
  await (await fetch(address)).text();
  return true;
};

const start = async (): Promise<void> => {
  const profile = join(base, 'profile');
  const store = openStore(profile);
  ({ journal } = store);
  const env = { PATH: process.env['PATH'], HOME: base };
  const openBrowser = (address: string): Promise<boolean> => {
    opens.push(address);
    return browser(address);
  };
  sonny = await createSonny(openAdapters({ env, profile, store, virtual: false, secrets, openBrowser }).ports);
};

beforeEach(async () => {
  servers = await openOAuthServers();
  base = mkdtempSync(join(tmpdir(), 'sonny-sign-in-'));
  [secrets, opens, browser] = [{ ...sessionSecrets(), lasting: 'kept' }, [], follow];
  await start();
});
afterEach(async () => {
  await sonny.close();
  await servers.close();
  rmSync(base, { recursive: true, force: true });
});

const add = async (): Promise<McpServerView> => {
  const server = { kind: 'remote', name: 'calendar', url: servers.url } as const;
  const { hash } = await sonny.dispatch({ type: 'mcp.add', server });
  return sonny.dispatch({ type: 'mcp.approve', name: 'calendar', hash });
};
const shown = async (): Promise<McpServerView | undefined> =>
  (await sonny.dispatch({ type: 'mcp.list' })).find(({ name }) => name === 'calendar');
const stands = async (): Promise<string | undefined> => (await shown())?.signIn?.state;
const signIn = async (): Promise<void> => {
  const { signIn: way } = await sonny.dispatch({ type: 'mcp.sign-in', name: 'calendar' });
  await sonny.dispatch({ type: 'mcp.sign-in.open', name: 'calendar', address: way?.address ?? '' });
  await expect.poll(stands).toBe('in');
};

test('a browser opens only once a person said yes to just the address that was shown', async () => {
  const added = await sonny.dispatch({
    type: 'mcp.add',
    server: { kind: 'remote', name: 'calendar', url: servers.url },
  });
  expect(added.signIn).toBeNull();
  await expect(sonny.dispatch({ type: 'mcp.sign-in', name: 'calendar' })).rejects.toMatchObject({
    code: 'REFUSED_BY_POLICY',
  });
  expect(servers.requests).toEqual([]);
  const approved = await sonny.dispatch({ type: 'mcp.approve', name: 'calendar', hash: added.hash });
  expect(approved).toMatchObject({ state: 'trouble', signIn: { state: 'out', wanted: true, address: null } });

  for (const type of ['mcp.sign-in', 'mcp.sign-out', 'mcp.sign-in.cancel'] as const)
    await expect(sonny.dispatch({ type, name: 'calendar' }, 'flag')).rejects.toMatchObject({ code: 'NOT_AUTHORISED' });
  const { signIn: way } = await sonny.dispatch({ type: 'mcp.sign-in', name: 'calendar' });
  expect(way).toMatchObject({ state: 'asked', where: servers.issuer, scopes: ['read'], keeps: 'kept' });
  const open = { type: 'mcp.sign-in.open', name: 'calendar', address: way?.address ?? '' } as const;
  await expect(sonny.dispatch(open, 'flag')).rejects.toMatchObject({ code: 'NOT_AUTHORISED' });
  await expect(sonny.dispatch({ ...open, address: `${open.address}&more=1` })).rejects.toMatchObject({
    code: 'MCP_INVALID',
  });
  expect(opens).toEqual([]);

  await sonny.dispatch(open);
  await expect.poll(stands).toBe('in');
  expect(opens).toEqual([open.address]);
  expect((await shown())?.tools.map(({ name }) => name)).toEqual(['events', 'gossip']);
  // The same yes opens nothing a second time.
  await expect(sonny.dispatch(open)).rejects.toMatchObject({ code: 'MCP_INVALID' });
});

test('a step that is refused for want of a sign-in says so, and its server shows it', async () => {
  await add();
  await signIn();
  servers.behaviour.scope = 'write';
  const { runId } = await sonny.dispatch({ type: 'run.start', text: 'use calendar.events' });
  const waits = async () => {
    const run = await sonny.dispatch({ type: 'run.get', runId });
    const { approval } = run;
    if (approval)
      await sonny.dispatch({
        type: 'run.approve',
        runId,
        nonce: approval.nonce,
        planHash: approval.planHash,
        read: [],
      });
    return run.steps[0]?.error?.code;
  };
  await expect.poll(waits).toBe('MCP_SIGN_IN');
  expect(await shown()).toMatchObject({ signIn: { state: 'in', wanted: true } });
});

test('a new life of Sonny is signed in still; signing out, removing and replacing forget the tokens', async () => {
  await add();
  await signIn();
  await sonny.close();
  await start();
  expect(await stands()).toBe('in');
  const kept = (): Promise<string | null> => secrets.get(`mcp calendar ${servers.url}`);
  expect(await kept()).toContain('access_token');
  const out = await sonny.dispatch({ type: 'mcp.sign-out', name: 'calendar' });
  expect(out.signIn?.state).toBe('out');
  expect(await kept()).toBeNull();

  await signIn();
  await sonny.dispatch({ type: 'mcp.remove', name: 'calendar' });
  expect(await kept()).toBeNull();

  await add();
  await signIn();
  await sonny.dispatch({
    type: 'mcp.add',
    server: { kind: 'remote', name: 'calendar', url: 'https://other.example/mcp' },
  });
  expect(await kept()).toBeNull();
  expect(await stands()).toBeUndefined();
});

test('the journal says who signed in where and for what, and no file has a token', async () => {
  await add();
  await signIn();
  const rows = [...journal.read()].map(({ event }) => event);
  expect(rows.find(({ type }) => type === 'mcp.signed-in')).toMatchObject({ where: servers.issuer, scopes: ['read'] });
  const files = readdirSync(base, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const { parentPath, name } of files)
    expect(readFileSync(join(parentPath, name), 'latin1'), name).not.toMatch(/(token|refresh|code)-[0-9a-f]{8}-/u);
});

test('what goes wrong is said in plain words, and a person may try again', async () => {
  await add();
  servers.behaviour.declines = true;
  const { signIn: way } = await sonny.dispatch({ type: 'mcp.sign-in', name: 'calendar' });
  await sonny.dispatch({ type: 'mcp.sign-in.open', name: 'calendar', address: way?.address ?? '' });
  await expect.poll(stands).toBe('out');
  expect((await shown())?.signIn?.trouble).toBe('Signing in at the MCP server did not succeed. It was declined there.');
  servers.behaviour.declines = false;
  await signIn();
  expect((await shown())?.signIn?.trouble).toBeNull();
});

const sonnyTyped = async (args: readonly string[], answers?: readonly string[]) => {
  const terminal = new FakeTerminal(answers);
  const code = await typed(sonny, args, terminal);
  return { code, printed: terminal.printed.join('\n'), told: terminal.told.join('\n') };
};

test('at the terminal: the address first, then a yes, then who one is', async () => {
  await add();
  expect((await sonnyTyped(['mcp', 'list'])).printed).toContain('not signed in: `npm start -- mcp sign-in calendar`');
  expect(await sonnyTyped(['mcp', 'sign-in', 'calendar'])).toMatchObject({ code: 4 });
  expect(await sonnyTyped(['mcp', 'sign-in', 'calendar'], ['n'])).toMatchObject({ code: 6 });
  expect(opens).toEqual([]);
  const yes = await sonnyTyped(['mcp', 'sign-in', 'calendar'], ['y']);
  expect(yes).toMatchObject({ code: 0, printed: expect.stringContaining('  signed in') });
  expect(yes.told).toContain(`Your browser would open this page of ${servers.issuer}, to sign in at ${servers.url}:`);
  expect(yes.told).toContain(`  ${opens[0]}`);
  expect((await sonnyTyped(['mcp', 'sign-out', 'calendar'])).printed).toBe('Signed out.');
  servers.behaviour.declines = true;
  const no = await sonnyTyped(['mcp', 'sign-in', 'calendar'], ['y']);
  expect(no).toMatchObject({ code: 5, told: expect.stringContaining('It was declined there.') });
});
