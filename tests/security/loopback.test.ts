import { randomBytes } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { type Loopback, startLoopback } from '../../electron/server/loopback.ts';
import { FakeSonny } from '../fakes/fake-sonny.ts';
import { ask, askSession, closeCode, hello, next, upgrade } from './loopback-client.ts';

const BEARER = 'b'.repeat(43);
const page = Buffer.from('<!doctype html><title>Sonny</title>');

let sonny: FakeSonny;
let host: Loopback;
let port: number;
let now: number;

const start = (over: Partial<Parameters<typeof startLoopback>[0]> = {}) =>
  startLoopback({
    sonny,
    files: new Map([['/', { mime: 'text/html; charset=utf-8', bytes: page }]]),
    now: () => now,
    secret: () => randomBytes(32).toString('base64url'),
    bearer: BEARER,
    ...over,
  });

beforeEach(async () => {
  now = 1_700_000_000_000;
  sonny = new FakeSonny();
  host = await start();
  ({ port } = host);
});
afterEach(() => host.close());

const secretOf = (link: string): string => new URLSearchParams(new URL(link).hash.slice(1)).get('secret') ?? '';
const own = () => ({ origin: `http://127.0.0.1:${port}` });

/** A window that was opened through the link: its cookie and a fresh token. */
async function window(): Promise<{ cookie: string; csrf: string }> {
  const answered = await askSession(port, { secret: secretOf(host.link()) });
  const cookie = answered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  return { cookie, csrf: (JSON.parse(answered.text) as { csrf: string }).csrf };
}

async function opened(headers: Record<string, string>): Promise<WebSocket> {
  const socket = await upgrade(port, headers);
  if (typeof socket === 'number') throw new Error(`refused: ${socket}`);
  return socket;
}

describe('a window opened through the link', () => {
  test('gets a strict cookie, speaks the protocol and survives a reload', async () => {
    const answered = await askSession(port, { secret: secretOf(host.link()) });
    expect(answered.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^sonny-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    const { cookie, csrf } = await window();
    const socket = await opened({ ...own(), cookie });
    socket.send(hello(csrf));
    expect(await next(socket)).toMatchObject({ kind: 'welcome', host: 'node' });

    const reloaded = await askSession(port, {}, { cookie });
    expect(reloaded.status).toBe(200);
    expect(reloaded.headers['set-cookie']).toBeUndefined();
    const again = await opened({ ...own(), cookie });
    again.send(hello((JSON.parse(reloaded.text) as { csrf: string }).csrf));
    expect(await next(again)).toMatchObject({ kind: 'welcome' });
  });

  test('the secret is in the fragment, where neither logs nor referrers see it', () => {
    const link = new URL(host.link());
    expect(link.search).toBe('');
    expect(secretOf(link.href)).toMatch(/^[\w-]{43}$/);
  });

  test('every answer carries the whole set of headers and never one that opens it to other origins', async () => {
    for (const answered of [
      await ask(port, '/'),
      await ask(port, '/nothing'),
      await askSession(port, {}),
      await ask(port, '/', { headers: { host: 'evil.test' } }),
    ]) {
      expect(answered.headers).toMatchObject({
        'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      expect(answered.headers['content-security-policy']).not.toMatch(/unsafe-(inline|eval)/);
      expect(Object.keys(answered.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});

describe('a foreign Host is refused, on requests and on upgrades', () => {
  test.each([
    ['another name', () => 'evil.test'],
    ['another name and this port', () => `evil.test:${port}`],
    ['a name that begins like ours', () => `127.0.0.1.evil.test:${port}`],
    ['a trailing dot', () => `localhost.:${port}`],
    ['upper case', () => `LOCALHOST:${port}`],
    ['another port', () => `127.0.0.1:${port + 1}`],
    ['no port', () => '127.0.0.1'],
    ['the address of all interfaces', () => `0.0.0.0:${port}`],
    ['the short form', () => `127.1:${port}`],
    ['a user', () => `a@127.0.0.1:${port}`],
  ])('%s', async (_name, forged) => {
    const { cookie } = await window();
    const headers = { host: forged(), cookie, origin: `http://${forged()}` };
    expect((await ask(port, '/', { headers })).status).toBe(403);
    expect((await askSession(port, {}, headers)).status).toBe(403);
    expect(await upgrade(port, headers)).toBe(403);
    expect((await askSession(port, {}, { host: forged(), authorization: `Bearer ${BEARER}` })).status).toBe(403);
  });

  test.each([
    ['two of them', (p: number) => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${p}\r\nHost: evil.test\r\n\r\n`],
    ['none', () => 'GET / HTTP/1.0\r\n\r\n'],
    ['an absolute address of another host', () => 'GET http://evil.test/ HTTP/1.1\r\nHost: evil.test\r\n\r\n'],
  ])('%s', async (_name, text) => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text(port)));
      socket.once('data', (data) => (resolve(data.toString()), socket.destroy()));
      socket.once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 40[03] /);
  });

  test('our own names are answered', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      expect((await ask(port, '/', { headers: { host: `${name}:${port}` } })).status).toBe(200);
    }
  });
});

describe('a foreign or missing Origin is refused', () => {
  test.each([
    ['foreign', 'http://evil.test'],
    ['null', 'null'],
    ['our address on another port', 'http://127.0.0.1:1'],
    ['our address by another name', 'localhost'],
    ['https', 'https'],
    ['missing', undefined],
  ])('%s', async (_name, value) => {
    const { cookie } = await window();
    const forged = { localhost: `http://localhost:${port}`, https: `https://127.0.0.1:${port}` }[value ?? ''] ?? value;
    const headers = { cookie, 'content-type': 'application/json', ...(forged === undefined ? {} : { origin: forged }) };
    expect((await ask(port, '/session', { method: 'POST', headers, body: '{}' })).status).toBe(403);
    expect(await upgrade(port, { cookie, ...(forged === undefined ? {} : { origin: forged }) })).toBe(403);
    if (forged !== undefined) expect((await ask(port, '/', { headers: { origin: forged } })).status).toBe(403);
  });

  test.each(['cross-site', 'same-site', 'nonsense'])('Sec-Fetch-Site: %s', async (site) => {
    const { cookie } = await window();
    const headers = { ...own(), cookie, 'sec-fetch-site': site };
    expect((await ask(port, '/', { headers: { 'sec-fetch-site': site } })).status).toBe(403);
    expect((await askSession(port, {}, headers)).status).toBe(403);
    expect(await upgrade(port, headers)).toBe(403);
  });
});

describe('the launch secret', () => {
  test('is good once', async () => {
    const secret = secretOf(host.link());
    expect((await askSession(port, { secret })).status).toBe(200);
    const replayed = await askSession(port, { secret });
    expect(replayed.status).toBe(401);
    expect(replayed.headers['set-cookie']).toBeUndefined();
  });

  test('is good for sixty seconds', async () => {
    const [early, late] = [secretOf(host.link()), secretOf(host.link())];
    now += 59_999;
    expect((await askSession(port, { secret: early })).status).toBe(200);
    now += 1;
    expect((await askSession(port, { secret: late })).status).toBe(401);
  });

  test('cannot be guessed at length', async () => {
    for (let i = 0; i < 10; i++) expect((await askSession(port, { secret: `guess-${i}` })).status).toBe(401);
    expect((await askSession(port, { secret: 'guess-10' })).status).toBe(429);
    expect((await askSession(port, { secret: secretOf(host.link()) })).status).toBe(200);
  });
});

describe('a cookie', () => {
  test('of another port, of nobody or under another name opens nothing', async () => {
    const { cookie, csrf } = await window();
    const value = cookie.split('=')[1];
    for (const wrong of ['', `sonny-${port + 1}=${value}`, `sonny-${port}=${'x'.repeat(43)}`, `sonny=${value}`]) {
      expect(await upgrade(port, { ...own(), cookie: wrong })).toBe(401);
      expect((await askSession(port, {}, { cookie: wrong })).status).toBe(401);
    }
    const other = await start();
    const stolen = `sonny-${other.port}=${value}`;
    expect(
      (await askSession(other.port, {}, { cookie: stolen, origin: `http://127.0.0.1:${other.port}` })).status,
    ).toBe(401);
    await other.close();
    expect(csrf).toMatch(/^[\w-]{43}$/);
  });

  test.each([
    ['no token', () => undefined],
    ['a wrong token', () => 'x'.repeat(43)],
  ])('with %s in the greeting learns nothing', async (_name, csrf) => {
    const { cookie } = await window();
    const socket = await opened({ ...own(), cookie });
    socket.send(hello(csrf()));
    expect(await next(socket)).toMatchObject({ kind: 'refused', error: { code: 'NOT_AUTHORISED' } });
    await closeCode(socket);
  });

  test('with a token that was used, is too old or belongs to another window learns nothing', async () => {
    const mine = await window();
    const theirs = await window();
    const old = await window();
    const first = await opened({ ...own(), cookie: mine.cookie });
    first.send(hello(mine.csrf));
    expect(await next(first)).toMatchObject({ kind: 'welcome' });
    for (const token of [mine.csrf, theirs.csrf]) {
      const socket = await opened({ ...own(), cookie: mine.cookie });
      socket.send(hello(token));
      expect(await next(socket)).toMatchObject({ kind: 'refused' });
    }
    now += 60_000;
    const late = await opened({ ...own(), cookie: old.cookie });
    late.send(hello(old.csrf));
    expect(await next(late)).toMatchObject({ kind: 'refused' });
  });
});

describe('what a socket may send', () => {
  const greeted = async (): Promise<WebSocket> => {
    const { cookie, csrf } = await window();
    const socket = await opened({ ...own(), cookie });
    socket.send(hello(csrf));
    await next(socket);
    return socket;
  };

  test('a frame of more than 256 KB closes it', async () => {
    const socket = await greeted();
    socket.send(
      JSON.stringify({ kind: 'command', id: 1, command: { type: 'run.start', text: 'a'.repeat(300 * 1024) } }),
    );
    expect(await closeCode(socket)).toBe(1009);
    expect(sonny.commands).toEqual([]);
  });

  test('a binary frame closes it', async () => {
    const socket = await greeted();
    socket.send(Buffer.from(JSON.stringify({ kind: 'command', id: 1, command: { type: 'stop' } })), { binary: true });
    expect(await closeCode(socket)).toBe(1003);
    expect(sonny.commands).toEqual([]);
  });

  test('a flood closes it', async () => {
    const socket = await greeted();
    for (let i = 0; i < 300; i++) socket.send('{"kind":"ping"}');
    expect(await closeCode(socket)).toBe(1006);
  });

  test('one that never greets, or falls silent, is ended', async () => {
    const impatient = await start({ heartbeatMs: 20 });
    const socket = await upgrade(impatient.port, {
      host: `127.0.0.1:${impatient.port}`,
      authorization: `Bearer ${BEARER}`,
    });
    if (typeof socket === 'number') throw new Error(`refused: ${socket}`);
    expect(await closeCode(socket)).toBe(1006);
    await impatient.close();
  });

  test('an approval is good for one answer', async () => {
    const socket = await greeted();
    const { runId } = await sonny.dispatch({ type: 'run.start', text: 'write hello' });
    const { approval, planHash = '' } = await sonny.dispatch({ type: 'run.get', runId });
    const replies: unknown[] = [];
    socket.on('message', (data) => {
      const message = JSON.parse((data as Buffer).toString('utf8')) as { kind: string; id?: number };
      if (message.kind === 'reply' || message.kind === 'failed') replies.push(message);
    });
    const approve = { type: 'run.approve', runId, nonce: approval?.nonce, planHash };
    socket.send(JSON.stringify({ kind: 'command', id: 1, command: approve }));
    socket.send(JSON.stringify({ kind: 'command', id: 2, command: approve }));
    await expect
      .poll(() => replies)
      .toMatchObject([{ kind: 'reply' }, { kind: 'failed', error: { code: 'COMMAND_NOT_NOW' } }]);
  });
});

describe('requests', () => {
  test.each(['/session', '/cli/link'])('GET %s changes nothing', async (path) => {
    const { cookie } = await window();
    const answered = await ask(port, path, { headers: { cookie } });
    expect(answered.status).toBe(405);
    expect(answered.headers['set-cookie']).toBeUndefined();
    expect((await ask(port, `${path}?secret=${secretOf(host.link())}`, { headers: { cookie } })).status).toBe(405);
  });

  test.each(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', ''])(
    'a POST as %j is refused unread, as a plain form could send it anywhere',
    async (type) => {
      const secret = secretOf(host.link());
      const headers: OutgoingHttpHeaders = type ? { 'content-type': type } : {};
      expect(
        (
          await ask(port, '/session', {
            method: 'POST',
            headers: { ...own(), ...headers },
            body: JSON.stringify({ secret }),
          })
        ).status,
      ).toBe(415);
      expect((await askSession(port, { secret })).status).toBe(200);
    },
  );

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is refused', async (method) => {
    expect((await ask(port, '/', { method, headers: own() })).status).toBe(405);
  });

  test('a body that is too big, not JSON or has unknown fields is refused', async () => {
    const headers = { ...own(), 'content-type': 'application/json' };
    expect(
      (await ask(port, '/session', { method: 'POST', headers, body: JSON.stringify({ secret: 'a'.repeat(9_000) }) }))
        .status,
    ).toBe(413);
    expect((await ask(port, '/session', { method: 'POST', headers, body: '{' })).status).toBe(400);
    expect((await askSession(port, { secret: 'a', admin: true })).status).toBe(400);
  });

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/../../package.json',
    '//etc/passwd',
    '/%00',
    '/C:\\',
  ])('the path %s finds nothing', async (path) => {
    const answered = await ask(port, path);
    expect(answered.status).toBe(404);
    expect(answered.text).not.toContain('sonny');
  });

  test('a flood is refused until it has passed', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 320 }, () => ask(port, '/').then((answered) => answered.status)),
    );
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    now += 10_000;
    expect((await ask(port, '/')).status).toBe(200);
  });
});

describe('the address', () => {
  test.each(['0.0.0.0', '::', '192.168.0.1', 'localhost', 'example.test', ''])('%j is not bound', async (address) => {
    await expect(start({ host: address })).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });

  test('other machines find nobody', async () => {
    const outward = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter((one) => !one.internal && one.family === 'IPv4');
    for (const { address } of outward)
      await expect(ask(port, '/', { address })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect((await ask(port, '/')).status).toBe(200);
  });
});

describe('the command line', () => {
  test('comes in by its token, without an Origin', async () => {
    const socket = await opened({ authorization: `Bearer ${BEARER}` });
    socket.send(hello());
    expect(await next(socket)).toMatchObject({ kind: 'welcome' });
  });

  test('is refused with a wrong token, and by a browser that has the right one', async () => {
    expect(await upgrade(port, { authorization: `Bearer ${'x'.repeat(43)}` })).toBe(403);
    expect(await upgrade(port, { authorization: `Bearer ${'x'.repeat(43)}`, ...own() })).toBe(401);
    expect(await upgrade(port, { authorization: `Bearer ${BEARER}`, ...own() })).toBe(403);
    expect(await upgrade(port, { authorization: `Basic ${BEARER}` })).toBe(403);
  });

  const askLink = (headers: Record<string, string>, body: object = {}) =>
    ask(port, '/cli/link', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  test('gets new links; a window does not', async () => {
    const { cookie } = await window();
    expect((await askLink({ ...own(), cookie })).status).toBe(401);
    const answered = await askLink({ authorization: `Bearer ${BEARER}` });
    const { link } = JSON.parse(answered.text) as { link: string };
    expect((await askSession(port, { secret: secretOf(link) })).status).toBe(200);
  });

  test('can end every window', async () => {
    const { cookie, csrf } = await window();
    const socket = await opened({ ...own(), cookie });
    socket.send(hello(csrf));
    await next(socket);
    const ended = closeCode(socket);
    expect((await askLink({ authorization: `Bearer ${BEARER}` }, { alone: true })).status).toBe(200);
    expect(await ended).toBe(1008);
    expect(await upgrade(port, { ...own(), cookie })).toBe(401);
  });
});
