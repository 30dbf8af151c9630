import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPeerLinks } from '../../automation/peers/links.ts';
import { type Loopback, startLoopback } from '../../electron/server/loopback.ts';
import type { Transport } from '../../shared/protocol/transport.ts';
import { FakeSonny } from '../fakes/fake-sonny.ts';
import { until } from '../fakes/until.ts';
import { ask, askSession, upgrade } from './loopback-client.ts';

const BEARER = 'b'.repeat(43);
const page = Buffer.from('<!doctype html><title>Sonny</title>');

class Meeting extends FakeSonny {
  readonly peers: Transport[] = [];
  override peer(transport: Transport): void {
    this.peers.push(transport);
  }
}

let sonny: Meeting;
let host: Loopback;
beforeEach(async () => {
  sonny = new Meeting();
  host = await startLoopback({
    sonny,
    files: new Map([['/', { mime: 'text/html; charset=utf-8', bytes: page }]]),
    now: Date.now,
    secret: () => randomBytes(32).toString('base64url'),
    bearer: BEARER,
    metrics: async () => ({ contentType: 'text/plain', text: 'sonny_runs_total 1' }),
  });
});
afterEach(() => host.close());

const secretIn = (link: string): string => new URL(link).hash.slice(1);
const asPeer = () => ({ authorization: `Bearer ${secretIn(host.peerLink())}` });

describe('another Sonny that was given a link', () => {
  test('connects as a peer, as often as it likes, and is heard', async () => {
    for (let i = 1; i <= 2; i++) {
      const transport = await createPeerLinks().open(host.peerLink());
      await until(() => sonny.peers.length === i);
      const said: string[] = [];
      sonny.peers.at(-1)?.onMessage((text) => said.push(text));
      transport.send('hello');
      await until(() => said.length === 1);
      expect(said).toEqual(['hello']);
      transport.close();
    }
  });

  test.each(['/ws', '/', '/metrics', '/session', '/cli/link', '/peer/..'])('has no business at %s', async (path) => {
    expect(await upgrade(host.port, asPeer(), path)).toBe(403);
    expect((await ask(host.port, path, { headers: asPeer() })).status).toBe(403);
    expect(
      (
        await ask(host.port, path, {
          method: 'POST',
          headers: { ...asPeer(), 'content-type': 'application/json' },
          body: '{}',
        })
      ).status,
    ).toBe(403);
    expect(sonny.commands).toEqual([]);
  });
});

describe('nobody else is a peer', () => {
  test.each([
    ['nothing', {}],
    ['a wrong secret', { authorization: `Bearer ${'x'.repeat(43)}` }],
    ['the command line’s token', { authorization: `Bearer ${BEARER}` }],
  ])('with %s', async (_what, headers) => {
    expect([401, 403]).toContain(await upgrade(host.port, headers, '/peer'));
    expect(sonny.peers).toEqual([]);
  });

  test('with a window’s cookie, or from a page that knows the secret', async () => {
    const secret = new URLSearchParams(new URL(host.link()).hash.slice(1)).get('secret') ?? '';
    const answered = await askSession(host.port, { secret });
    const cookie = answered.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const origin = `http://127.0.0.1:${host.port}`;
    expect(await upgrade(host.port, { cookie, origin }, '/peer')).toBe(403);
    expect(await upgrade(host.port, { ...asPeer(), origin }, '/peer')).toBe(403);
    expect(await upgrade(host.port, { ...asPeer(), host: `evil.test:${host.port}` }, '/peer')).toBe(403);
    expect(sonny.peers).toEqual([]);
  });

  test('and only the command line is given a link', async () => {
    const post = (headers: Record<string, string>) =>
      ask(host.port, '/cli/peer-link', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      });
    expect((await post({ origin: `http://127.0.0.1:${host.port}` })).status).toBe(401);
    const given = await post({ authorization: `Bearer ${BEARER}` });
    expect(JSON.parse(given.text)).toEqual({ link: host.peerLink() });
  });
});

describe('a link', () => {
  test.each([
    ['no address', 'nonsense'],
    ['a page', 'http://127.0.0.1:1/peer#aaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['no secret', 'ws://127.0.0.1:1/peer'],
    ['another path', 'ws://127.0.0.1:1/ws#aaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['another machine', 'ws://192.0.2.7:1/peer#aaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['another machine in disguise', 'ws://127.0.0.1@192.0.2.7:1/peer#aaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['a name that is not this machine’s', 'ws://127.0.0.1.evil.test:1/peer#aaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  ])('that is %s is refused before anything is sent', async (_what, link) => {
    await expect(createPeerLinks().open(link)).rejects.toMatchObject({ code: 'COMMAND_INVALID' });
  });

  test('of a Sonny that ended can be tried again, and one whose secret is old can not', async () => {
    const link = host.peerLink();
    const stale = link.replace(/#.*/, `#${'y'.repeat(43)}`);
    await expect(createPeerLinks().open(stale)).rejects.toMatchObject({ code: 'PEER_REFUSED' });
    await host.close();
    await expect(createPeerLinks().open(link)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  });
});
