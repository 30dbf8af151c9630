import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Loopback, startLoopback } from '../../electron/server/loopback.ts';
import { FakeSonny } from '../fakes/fake-sonny.ts';
import { ask, askSession } from './loopback-client.ts';

const TOKEN = 'the-command-lines-token';
let ids = 0;
let loopback: Loopback;
let exposed = 0;

beforeEach(async () => {
  exposed = 0;
  loopback = await startLoopback({
    sonny: new FakeSonny(),
    files: new Map(),
    now: Date.now,
    secret: () => `secret-${++ids}`,
    bearer: TOKEN,
    metrics: async () => {
      exposed++;
      return { contentType: 'text/plain; version=0.0.4', text: 'sonny_runs_started_total 3\n' };
    },
  });
});
afterEach(() => loopback.close());

test('metrics are for the token', async () => {
  const answer = await ask(loopback.port, '/metrics', { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(answer).toMatchObject({ status: 200, text: 'sonny_runs_started_total 3\n' });
  expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4');
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('and for a window’s cookie', async () => {
  const secret = new URL(loopback.link()).hash.replace('#secret=', '');
  const session = await askSession(loopback.port, { secret });
  const cookie = String(session.headers['set-cookie']).split(';', 1)[0] ?? '';
  expect(await ask(loopback.port, '/metrics', { headers: { cookie } })).toMatchObject({ status: 200 });
});

test.each([
  ['nobody', 'GET', {}, 401],
  ['a wrong token', 'GET', { authorization: 'Bearer wrong' }, 401],
  ['a wrong cookie', 'GET', { cookie: 'sonny-1=wrong' }, 401],
  ['a foreign host', 'GET', { host: 'evil.test', authorization: `Bearer ${TOKEN}` }, 403],
  ['a foreign page', 'GET', { origin: 'http://evil.test', authorization: `Bearer ${TOKEN}` }, 403],
  ['anything but a look', 'POST', { authorization: `Bearer ${TOKEN}` }, 405],
])('but not for %s', async (_, method, headers, status) => {
  expect(await ask(loopback.port, '/metrics', { method, headers })).toMatchObject({ status });
  expect(exposed).toBe(0);
});
