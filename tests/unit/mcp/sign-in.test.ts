import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createMcpPlug } from '../../../automation/mcp/plug.ts';
import { sessionSecrets } from '../../../electron/session-secrets.ts';
import type { McpConnection, McpPlug, McpSignIns, Progress, RemoteServer } from '../../../shared/ports/mcp.ts';
import type { Secrets } from '../../../shared/ports/secrets.ts';
import { openOAuthServers, type OAuthServers } from '../../fakes/oauth-server.ts';

const clock = createSystemClock();
let servers: OAuthServers;
let secrets: Secrets;
let plug: McpPlug & { signIns: McpSignIns };
let learnt: string[];
let opens: string[];
/** What the person's browser does with an address. */
let browser: (address: string) => Promise<boolean>;

const progress = (milliseconds = 20_000, signal = new AbortController().signal): Progress => ({
  signal,
  deadline: clock.now() + milliseconds,
  log: () => {},
});
const calendar = (): RemoteServer => ({ kind: 'remote', name: 'calendar', url: servers.url, token: null });
const told = { changed: () => {}, ended: () => {} };
const open = (server = calendar()): Promise<McpConnection> => plug.open(server, told, progress());
const follow = async (address: string): Promise<boolean> => {
  await (await fetch(address)).text();
  return true;
};
const signIn = async (server = calendar()): Promise<void> => {
  const way = await plug.signIns.begin(server, progress());
  await way.finish(() => {}, progress());
};
const made = (): McpPlug & { signIns: McpSignIns } => {
  const { signIns, ...rest } = createMcpPlug({
    clock,
    folder: tmpdir(),
    env: {},
    signIn: {
      secrets,
      learn: (secret) => void learnt.push(secret),
      secret: () => crypto.randomUUID(),
      openBrowser: (address) => {
        opens.push(address);
        return browser(address);
      },
    },
  });
  if (!signIns) throw new Error('It can’t sign in.');
  return { signIns, ...rest };
};

beforeEach(async () => {
  servers = await openOAuthServers();
  secrets = sessionSecrets();
  [learnt, opens, browser] = [[], [], follow];
  plug = made();
});
afterEach(() => servers.close());

describe('signing in', () => {
  test('a server that wants a token says so; nobody is registered and no browser opened for it', async () => {
    await expect(open()).rejects.toMatchObject({ code: 'MCP_SIGN_IN' });
    expect(servers.requests.filter(({ at }) => at === 'issuer')).toEqual([]);
    expect(opens).toEqual([]);
  });

  test('the address is known before anything opens, names just this server, and ends at a door of this machine', async () => {
    const way = await plug.signIns.begin(calendar(), progress());
    const address = new URL(way.address);
    expect(way.where).toBe(servers.issuer);
    expect(way.scopes).toEqual(['read']);
    expect(address.origin).toBe(servers.issuer);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      resource: servers.url,
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/u),
    });
    expect(opens).toEqual([]);
    way.cancel();
    await expect(fetch(address.searchParams.get('redirect_uri') ?? '')).rejects.toThrow('fetch failed');
  });

  test('once the person came back, the server answers; the tokens are in the store for secrets and learnt to be hidden', async () => {
    await signIn();
    expect(opens).toHaveLength(1);
    expect(await plug.signIns.has(calendar())).toBe(true);
    const server = await open();
    expect(await server.call('events', {}, progress())).toMatchObject({ text: 'none' });
    await server.close();
    const kept = (await secrets.get(`mcp calendar ${servers.url}`)) ?? '';
    expect(kept).toContain('token-');
    for (const secret of [/"access_token":"([^"]+)/u, /"refresh_token":"([^"]+)/u])
      expect(learnt).toContain(secret.exec(kept)?.[1]);
    // Another life of Sonny with the same keychain is signed in, too.
    plug = made();
    await (await open()).close();
  });

  test('a token goes to the server it is for and nowhere else', async () => {
    await signIn();
    await (await open()).close();
    const bearers = servers.requests.filter(({ auth }) => auth.startsWith('Bearer '));
    expect(bearers.length).toBeGreaterThan(0);
    expect(bearers.every(({ at, path }) => at === 'mcp' && path === '/mcp')).toBe(true);
    // One of the same name at another address is not sent it.
    const other = await openOAuthServers();
    await expect(open({ ...calendar(), url: other.url })).rejects.toMatchObject({ code: 'MCP_SIGN_IN' });
    expect(other.requests.every(({ auth }) => auth === '')).toBe(true);
    await other.close();
  });

  test('what the server repeats of its token is hidden', async () => {
    await signIn();
    const server = await open();
    const { text } = await server.call('gossip', {}, progress());
    await server.close();
    expect(text).toBe('You sent Bearer [hidden]');
  });

  test('an old token is made new without anyone, once for all who wait for it', async () => {
    await signIn();
    const server = await open();
    servers.expire();
    await Promise.all([1, 2, 3].map(() => server.call('events', {}, progress())));
    expect(servers.requests.filter(({ body }) => body.includes('grant_type=refresh_token'))).toHaveLength(1);
    expect(opens).toHaveLength(1);
    await server.close();
  });

  test('where that fails the person is asked again, and what was sent is in no log', async () => {
    const logged: unknown[] = [];
    const { warn } = console;
    console.warn = (...said) => void logged.push(...said);
    await signIn();
    const kept = (await secrets.get(`mcp calendar ${servers.url}`)) ?? '';
    const refresh = /"refresh_token":"([^"]+)/u.exec(kept)?.[1] ?? 'none';
    const server = await open();
    servers.expire();
    await fetch(`${servers.issuer}/revoke`, { method: 'POST', body: new URLSearchParams({ token: refresh }) });
    await expect(server.call('events', {}, progress())).rejects.toMatchObject({ code: 'MCP_SIGN_IN' });
    console.warn = warn;
    expect(JSON.stringify(logged)).not.toContain(refresh);
    expect(opens).toHaveLength(1);
    await server.close();
  });

  test('leave for more is asked of the person, for what was given and what is wanted; who refuses all the same is not asked for ever', async () => {
    await signIn();
    const server = await open();
    servers.behaviour.scope = 'write';
    await expect(server.call('events', {}, progress())).rejects.toMatchObject({
      code: 'MCP_SIGN_IN',
      details: 'calendar wants leave for more: write',
    });
    expect(opens).toHaveLength(1);
    const way = await plug.signIns.begin(calendar(), progress());
    expect(way.scopes).toEqual(['read', 'write']);
    await way.finish(() => {}, progress());
    expect(await server.call('events', {}, progress())).toMatchObject({ text: 'none' });
    servers.behaviour.stubborn = true;
    await expect(server.call('events', {}, progress())).rejects.toMatchObject({ code: 'MCP_SIGN_IN_FAILED' });
    await server.close();
  });

  test('what was kept is forgotten here and taken back there', async () => {
    await signIn();
    await plug.signIns.forget(calendar());
    expect(await secrets.get(`mcp calendar ${servers.url}`)).toBeNull();
    expect(servers.requests.some(({ path }) => path === '/revoke')).toBe(true);
    await expect(open()).rejects.toMatchObject({ code: 'MCP_SIGN_IN' });
  });

  test('where no browser opens the person is told, and may open the address themselves', async () => {
    browser = async () => false;
    const way = await plug.signIns.begin(calendar(), progress());
    const there = await new Promise<boolean>((resolve) => {
      const done = way.finish(resolve, progress());
      done.catch(() => {});
    });
    expect(there).toBe(false);
    await follow(way.address);
    await expect.poll(() => plug.signIns.has(calendar())).toBe(true);
  });
});

describe('what goes wrong', () => {
  const finished = async (): Promise<unknown> => {
    const way = await plug.signIns.begin(calendar(), progress());
    return way.finish(() => {}, progress());
  };

  test('an answer with another state is turned away, and the right one still counts', async () => {
    const turned: number[] = [];
    browser = async (address) => {
      const back = new URL(address).searchParams.get('redirect_uri') ?? '';
      turned.push((await fetch(`${back}?code=stolen&state=guessed`)).status);
      turned.push((await fetch(`${back}?code=stolen`)).status);
      turned.push((await fetch(back.replace('callback', 'other'))).status);
      return follow(address);
    };
    await finished();
    expect(turned).toEqual([400, 400, 404]);
    expect(servers.requests.some(({ body }) => body.includes('stolen'))).toBe(false);
  });

  test.each([
    ['a person who declines', () => (servers.behaviour.declines = true), 'It was declined there.'],
    [
      'an answer of another issuer',
      () => (servers.behaviour.iss = 'https://evil.example'),
      'not from where you were sent',
    ],
    ['an answer that hides its issuer', () => (servers.behaviour.iss = null), 'not from where you were sent'],
  ])('%s: said in plain words, and nothing is kept', async (_, change, words) => {
    change();
    await expect(finished()).rejects.toMatchObject({
      code: 'MCP_SIGN_IN_FAILED',
      details: expect.stringContaining(words),
    });
    expect(await plug.signIns.has(calendar())).toBe(false);
  });

  test.each([
    ['without encryption', 'http://login.example.org/authorize'],
    ['as a file', 'file:///etc/passwd'],
    ['as a script', 'javascript:alert(1)'],
    ['with a name in front', 'https://calendar.example.org@evil.example/authorize'],
  ])('an address %s is not even shown', async (_, address) => {
    servers.behaviour.leads = address;
    await expect(plug.signIns.begin(calendar(), progress())).rejects.toMatchObject({ code: 'MCP_SIGN_IN_FAILED' });
    expect(opens).toEqual([]);
  });

  test('a place where programs can’t register themselves is named, with what to do', async () => {
    servers.behaviour.registers = false;
    await expect(plug.signIns.begin(calendar(), progress())).rejects.toMatchObject({
      code: 'MCP_SIGN_IN_FAILED',
      details: expect.stringContaining('client ID'),
    });
  });

  test('who does not come back in time, or cancels, has signed in nowhere', async () => {
    browser = async () => true;
    const late = await plug.signIns.begin(calendar(), progress());
    await expect(late.finish(() => {}, progress(50))).rejects.toMatchObject({ details: 'Nobody came back in time.' });
    const way = await plug.signIns.begin(calendar(), progress());
    const done = way.finish(() => {}, progress());
    way.cancel();
    await expect(done).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(follow(way.address)).rejects.toThrow('fetch failed');
  });

  test('a keychain that fails leaves nobody signed in', async () => {
    secrets = { ...sessionSecrets(), set: () => Promise.reject(new Error('locked')) };
    plug = made();
    await expect(finished()).rejects.toMatchObject({ code: 'MCP_SIGN_IN_FAILED', details: 'locked' });
    expect(await plug.signIns.has(calendar())).toBe(false);
  });
});
