import { beforeEach, describe, expect, test } from 'vitest';
import { type ClientMessage, HostMessage, PROTOCOL_VERSION } from '../../../shared/protocol/envelope.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { linkedPair } from '../../../shared/protocol/linked.ts';
import { serveClient, Sessions, type ServeOptions } from '../../../shared/protocol/rpc-host.ts';
import type { Transport } from '../../../shared/protocol/transport.ts';
import type { ScreenFrame } from '../../../shared/protocol/views.ts';
import { FakeSonny } from '../../fakes/fake-sonny.ts';
import { settle } from '../../fakes/manual-timers.ts';

let sonny: FakeSonny;
let sessions: Sessions;
let ids: number;

beforeEach(() => {
  ids = 0;
  sonny = new FakeSonny();
  sessions = new Sessions(sonny, { newId: () => `session-${++ids}`, capacity: 5, away: 2 });
});

/** A connection whose client side is written by hand. */
function open(options: Partial<ServeOptions> = {}, wrap: (host: Transport) => Transport = (host) => host) {
  const [client, host] = linkedPair();
  const got: HostMessage[] = [];
  let closed = false;
  client.onMessage((text) => got.push(HostMessage.parse(JSON.parse(text))));
  client.onClose(() => (closed = true));
  serveClient(sonny, wrap(host), { sessions, host: 'linked', ...options });
  return {
    got,
    isClosed: () => closed,
    close: () => client.close(),
    async say(...messages: (ClientMessage | object | string)[]): Promise<HostMessage[]> {
      const before = got.length;
      for (const message of messages) client.send(typeof message === 'string' ? message : JSON.stringify(message));
      await settle();
      return got.slice(before);
    },
  };
}

const hello = (session: string | null = null, resumeFrom = 0) => ({
  kind: 'hello',
  version: PROTOCOL_VERSION,
  session,
  resumeFrom,
});
const note = (n: number) => sonny.emit({ type: 'notice', error: new SonnyError('INTERNAL', `${n}`).view() });
const numbers = (messages: HostMessage[]) => messages.flatMap((m) => (m.kind === 'event' ? [m.seq] : []));

describe('greeting', () => {
  test('gives a session and the snapshot', async () => {
    const got = await open().say(hello());
    expect(got[0]).toEqual({
      kind: 'welcome',
      version: PROTOCOL_VERSION,
      session: 'session-1',
      resumed: false,
      host: 'linked',
    });
    expect(got[1]).toMatchObject({ kind: 'event', seq: 1, event: { type: 'settings' } });
  });

  test.each([
    ['another version', { ...hello(), version: 2 }, 'SCHEMA_VERSION'],
    ['garbage', '%', 'COMMAND_INVALID'],
    ['a command before the greeting', { kind: 'command', id: 1, command: { type: 'stop' } }, 'NOT_AUTHORISED'],
    ['a ping before the greeting', { kind: 'ping' }, 'NOT_AUTHORISED'],
  ])('%s is refused and the connection closed', async (_name, message, code) => {
    const connection = open();
    expect(await connection.say(message)).toMatchObject([{ kind: 'refused', error: { code } }]);
    expect(connection.isClosed()).toBe(true);
    expect(sonny.commands).toEqual([]);
  });

  test('a client that is not admitted learns nothing', async () => {
    const connection = open({ admits: (said) => said.csrf === 'right' });
    expect(await connection.say({ ...hello(), csrf: 'wrong' })).toMatchObject([
      { kind: 'refused', error: { code: 'NOT_AUTHORISED' } },
    ]);
    expect(connection.isClosed()).toBe(true);
    expect(await open({ admits: (said) => said.csrf === 'right' }).say({ ...hello(), csrf: 'right' })).toHaveLength(2);
  });
});

describe('commands', () => {
  test('a bad one is answered with the place of the fault and the connection stays', async () => {
    const connection = open();
    await connection.say(hello());
    expect(await connection.say({ kind: 'command', id: 1, command: { type: 'run.get' } })).toMatchObject([
      { kind: 'failed', id: 1, error: { code: 'COMMAND_INVALID', details: expect.stringContaining('command.runId') } },
    ]);
    expect(await connection.say('%%')).toMatchObject([{ kind: 'refused', error: { code: 'COMMAND_INVALID' } }]);
    expect(await connection.say({ kind: 'ping' })).toEqual([{ kind: 'pong' }]);
  });

  test('what Sonny refuses comes back as its coded error', async () => {
    const connection = open();
    await connection.say(hello());
    expect(await connection.say({ kind: 'command', id: 1, command: { type: 'run.get', runId: 'x' } })).toMatchObject([
      { kind: 'failed', id: 1, error: { code: 'RUN_NOT_FOUND' } },
    ]);
  });

  test('a repeated one is done once and answered twice, also over a new connection', async () => {
    const first = open();
    await first.say(hello());
    const start = { kind: 'command', id: 1, command: { type: 'run.start', text: 'write hello' } };
    await first.say(start, start);
    first.close();
    const got = await open().say(hello('session-1', 1), start);
    expect(got).toContainEqual({ kind: 'reply', id: 1, value: { runId: 'run-1' } });
    expect(sonny.commands).toHaveLength(1);
  });

  test('one whose answer was forgotten is not done again', async () => {
    const connection = open();
    await connection.say(hello());
    for (let id = 1; id <= 300; id++) await connection.say({ kind: 'command', id, command: { type: 'stop' } });
    const [got] = await connection.say({ kind: 'command', id: 3, command: { type: 'stop' } });
    expect(got).toMatchObject({ kind: 'failed', id: 3, error: { code: 'CONNECTION_LOST' } });
    expect(sonny.commands).toHaveLength(300);
  });

  test('the connection’s origin goes with each', async () => {
    const connection = open({ origin: 'flag' });
    await connection.say(hello(), { kind: 'command', id: 1, command: { type: 'stop' } });
    expect(sonny.commands).toEqual([{ command: { type: 'stop', source: 'window' }, origin: 'flag' }]);
  });
});

describe('resuming', () => {
  test('gives what was missed, once', async () => {
    const first = open();
    await first.say(hello());
    note(2);
    await settle();
    first.close();
    note(3);
    note(4);
    const got = await open().say(hello('session-1', 2));
    expect(got[0]).toMatchObject({ kind: 'welcome', session: 'session-1', resumed: true });
    expect(numbers(got)).toEqual([3, 4]);
  });

  test.each([
    ['too far back', 'session-1', 1],
    ['from the future', 'session-1', 99],
    ['an unknown session', 'session-0', 1],
  ])('%s gives a new session and a snapshot', async (_name, session, from) => {
    const first = open();
    await first.say(hello());
    for (let n = 2; n <= 9; n++) note(n);
    await settle();
    const got = await open().say(hello(session, from));
    expect(got[0]).toMatchObject({ kind: 'welcome', session: 'session-2', resumed: false });
    expect(numbers(got)).toEqual([1]);
  });

  test('the newer connection of a session displaces the older', async () => {
    const first = open();
    await first.say(hello());
    const second = open();
    await second.say(hello('session-1', 1));
    note(2);
    await settle();
    expect(first.isClosed()).toBe(true);
    expect(numbers(first.got)).toEqual([1]);
    expect(numbers(second.got)).toEqual([2]);
  });

  test('of those that are away, the oldest is forgotten', async () => {
    for (let n = 0; n < 4; n++) {
      const connection = open();
      await connection.say(hello());
      connection.close();
      await settle();
    }
    expect((await open().say(hello('session-1', 1)))[0]).toMatchObject({ resumed: false });
    expect((await open().say(hello('session-4', 1)))[0]).toMatchObject({ resumed: true });
  });

  test('closing all sessions closes all connections', async () => {
    const connection = open();
    await connection.say(hello());
    sessions.close();
    await settle();
    expect(connection.isClosed()).toBe(true);
  });
});

describe('a slow client', () => {
  const frame: ScreenFrame = { width: 1, height: 1, mime: 'image/png', data: '', at: 0 };

  test('gets no pictures while it is behind, and is cut off when far behind', async () => {
    let backlog = 0;
    let show: (frame: ScreenFrame) => void = () => {};
    const screen = { watch: (onFrame: typeof show) => ((show = onFrame), () => (show = () => {})) };
    const connection = open({ screen }, (host) => ({ ...host, backlog: () => backlog }));
    await connection.say(hello(), { kind: 'command', id: 1, command: { type: 'screen.watch', on: true } });
    const frames = () => connection.got.filter((m) => m.kind === 'frame').length;
    show(frame);
    await settle();
    backlog = 300 << 10;
    show(frame);
    await settle();
    expect(frames()).toBe(1);
    backlog = 17 << 20;
    note(2);
    await settle();
    expect(connection.isClosed()).toBe(true);
    expect((await open().say(hello('session-1', 1)))[0]).toMatchObject({ resumed: true });
  });

  test('without a picture to show, watching is UNSUPPORTED', async () => {
    const connection = open();
    await connection.say(hello());
    expect(await connection.say({ kind: 'command', id: 1, command: { type: 'screen.watch', on: true } })).toMatchObject(
      [{ kind: 'failed', error: { code: 'UNSUPPORTED' } }],
    );
  });
});
