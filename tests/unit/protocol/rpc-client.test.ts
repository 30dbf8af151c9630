import { beforeEach, describe, expect, test } from 'vitest';
import { type ClientMessage, type HostMessage, PROTOCOL_VERSION } from '../../../shared/protocol/envelope.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { linkedPair } from '../../../shared/protocol/linked.ts';
import { type Client, type Connection, createClient } from '../../../shared/protocol/rpc-client.ts';
import type { Transport } from '../../../shared/protocol/transport.ts';
import { Settings } from '../../../shared/protocol/settings.ts';
import { ManualTimers, settle } from '../../fakes/manual-timers.ts';

let timers: ManualTimers;
let hosts: { end: Transport; got: ClientMessage[]; say(message: HostMessage | object): Promise<void> }[];
let obstacle: Error | null;
let states: Connection[];

beforeEach(() => {
  timers = new ManualTimers();
  hosts = [];
  obstacle = null;
  states = [];
});

/** A client whose hosts are written by hand: each connection adds one. */
async function start(csrf?: () => string): Promise<Client> {
  const client = createClient(
    () => {
      if (obstacle) throw obstacle;
      const [near, end] = linkedPair();
      const got: ClientMessage[] = [];
      end.onMessage((text) => got.push(JSON.parse(text) as ClientMessage));
      hosts.push({ end, got, say: (message) => (end.send(JSON.stringify(message)), settle()) });
      return near;
    },
    { after: timers.after, ...(csrf ? { csrf } : {}) },
  );
  client.onConnection((connection) => states.push(connection));
  await settle();
  return client;
}

const host = () => {
  const last = hosts.at(-1);
  if (!last) throw new Error('nobody connected');
  return last;
};
const welcome = (over: object = {}) => ({
  kind: 'welcome',
  version: PROTOCOL_VERSION,
  session: 'a',
  resumed: false,
  host: 'node',
  ...over,
});
const event = (seq: number) => ({
  kind: 'event',
  seq,
  event: { type: 'settings', settings: Settings.parse({ approvalSeconds: 10 + seq }) },
});
const commands = () => host().got.filter((message) => message.kind === 'command');

describe('connecting', () => {
  test('greets with its session, its last event and a fresh token each time', async () => {
    let n = 0;
    await start(() => `token-${++n}`);
    expect(host().got[0]).toEqual({
      kind: 'hello',
      version: PROTOCOL_VERSION,
      session: null,
      resumeFrom: 0,
      csrf: 'token-1',
    });
    await host().say(welcome());
    await host().say(event(1));
    host().end.close();
    await timers.advance(100);
    expect(host().got[0]).toEqual({
      kind: 'hello',
      version: PROTOCOL_VERSION,
      session: 'a',
      resumeFrom: 1,
      csrf: 'token-2',
    });
  });

  test('waits longer after each failure, up to five seconds, and begins anew after a success', async () => {
    await start();
    await host().say(welcome());
    obstacle = new Error('no route');
    host().end.close();
    await settle();
    obstacle = null;
    const before = hosts.length;
    await timers.advance(99);
    expect(hosts).toHaveLength(before);
    await timers.advance(1);
    expect(hosts).toHaveLength(before + 1);

    obstacle = new Error('no route');
    host().end.close();
    await timers.advance(60_000);
    obstacle = null;
    await timers.advance(5_000);
    expect(hosts).toHaveLength(before + 2);
    // Each try doubles the pause up to five seconds: eleven in the first minute, and more until a host is there.
    expect(states.at(-1)).toEqual({ state: 'lost', tries: 16 });
    expect(
      states
        .filter(({ state }) => state === 'lost')
        .slice(-17)
        .map((one) => 'tries' in one && one.tries),
    ).toEqual(Array.from({ length: 17 }, (_, i) => i));
  });

  test('gives up where it is not authorised, and then refuses every command with that', async () => {
    obstacle = new SonnyError('NOT_AUTHORISED');
    const client = await start();
    await timers.advance(60_000);
    expect(hosts).toHaveLength(0);
    expect(states.at(-1)).toMatchObject({ state: 'refused', error: { code: 'NOT_AUTHORISED' } });
    await expect(client.dispatch({ type: 'stop' })).rejects.toMatchObject({ code: 'NOT_AUTHORISED' });
  });

  test.each([
    ['a host that refuses', { kind: 'refused', error: new SonnyError('SCHEMA_VERSION').view() }],
    ['a host of another version', { kind: 'welcome', version: 2, session: 'a', resumed: false, host: 'node' }],
    ['a message that does not parse', { kind: 'event', seq: 1, event: { type: 'step' } }],
  ])('%s is the end', async (_name, message) => {
    const client = await start();
    const asked = client.dispatch({ type: 'stop' });
    const refusal = asked.catch((error: unknown) => error);
    await host().say(message);
    expect(await refusal).toMatchObject({ code: 'SCHEMA_VERSION' });
    await timers.advance(60_000);
    expect(hosts).toHaveLength(1);
    expect(states.at(-1)).toMatchObject({ state: 'refused', error: { code: 'SCHEMA_VERSION' } });
  });

  test('a host that falls silent is left', async () => {
    await start();
    await host().say(welcome());
    await timers.advance(20_000);
    expect(hosts).toHaveLength(1);
    await timers.advance(20_100);
    expect(hosts).toHaveLength(2);
  });

  test('closing ends everything', async () => {
    const client = await start();
    const asked = client.dispatch({ type: 'stop' });
    client.close();
    await expect(asked).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    await expect(client.dispatch({ type: 'stop' })).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    await timers.advance(60_000);
    expect(hosts).toHaveLength(1);
    expect(states.at(-1)).toEqual({ state: 'closed' });
  });
});

describe('commands', () => {
  test('one that is not well formed is never sent', async () => {
    const client = await start();
    await host().say(welcome());
    await expect(client.dispatch({ type: 'run.get', runId: '' })).rejects.toMatchObject({
      code: 'COMMAND_INVALID',
      details: expect.stringMatching(/^runId: /),
    });
    expect(commands()).toEqual([]);
  });

  test('wait for the connection and are repeated over the next one while nobody answered', async () => {
    const client = await start();
    const asked = client.dispatch({ type: 'run.start', text: 'write hello' });
    expect(commands()).toEqual([]);
    await host().say(welcome());
    const [sent] = commands();
    host().end.close();
    await timers.advance(100);
    await host().say(welcome({ resumed: true }));
    expect(commands()).toEqual([sent]);
    await host().say({ kind: 'reply', id: 1, value: { runId: 'r' } });
    expect(await asked).toEqual({ runId: 'r' });
  });

  test('are given up as CONNECTION_LOST when the host has forgotten the session, unless they were never sent', async () => {
    const client = await start();
    await host().say(welcome());
    const sent = client.dispatch({ type: 'run.start', text: 'write hello' });
    const lost = sent.catch((error: unknown) => error);
    host().end.close();
    await settle();
    const unsent = client.dispatch({ type: 'stop' });
    await timers.advance(100);
    await host().say(welcome({ session: 'b' }));
    expect(await lost).toMatchObject({ code: 'CONNECTION_LOST' });
    expect(commands()).toMatchObject([{ id: 2, command: { type: 'stop' } }]);
    await host().say({ kind: 'reply', id: 2, value: null });
    expect(await unsent).toBeNull();
  });

  test('an answer of another shape is SCHEMA_VERSION', async () => {
    const client = await start();
    await host().say(welcome());
    const refusal = client.dispatch({ type: 'run.start', text: 'x' }).catch((error: unknown) => error);
    await host().say({ kind: 'reply', id: 1, value: { run: 1 } });
    expect(await refusal).toMatchObject({ code: 'SCHEMA_VERSION' });
  });
});

describe('events', () => {
  test('come once and in order; a gap is asked for again', async () => {
    const client = await start();
    const told: number[] = [];
    client.subscribe((one) => one.type === 'settings' && told.push(one.settings.approvalSeconds - 10));
    await host().say(welcome());
    for (const seq of [1, 2, 2, 1, 3, 5]) await host().say(event(seq));
    expect(told).toEqual([1, 2, 3]);
    await timers.advance(100);
    expect(host().got[0]).toMatchObject({ kind: 'hello', session: 'a', resumeFrom: 3 });
    await host().say(welcome({ resumed: true }));
    for (const seq of [4, 5]) await host().say(event(seq));
    expect(told).toEqual([1, 2, 3, 4, 5]);
  });

  test('a new session counts from one again', async () => {
    const client = await start();
    const told: number[] = [];
    client.subscribe((one) => one.type === 'settings' && told.push(one.settings.approvalSeconds - 10));
    await host().say(welcome());
    await host().say(event(1));
    host().end.close();
    await timers.advance(100);
    await host().say(welcome({ session: 'b' }));
    await host().say(event(1));
    expect(told).toEqual([1, 1]);
    expect(states.at(-1)).toEqual({ state: 'open', resumed: false, host: 'node' });
  });
});

describe('the picture of the desktop', () => {
  const frame = { kind: 'frame', frame: { width: 1, height: 1, mime: 'image/png', data: '', at: 0 } };

  test('is asked for while someone watches, also after a new connection', async () => {
    const client = await start();
    await host().say(welcome());
    const seen: unknown[] = [];
    const stop = [client.watchScreen((one) => seen.push(one)), client.watchScreen((one) => seen.push(one))];
    await settle();
    expect(commands()).toMatchObject([{ command: { type: 'screen.watch', on: true } }]);
    await host().say({ kind: 'reply', id: 1, value: null });
    await host().say(frame);
    expect(seen).toHaveLength(2);
    host().end.close();
    await timers.advance(100);
    await host().say(welcome({ resumed: true }));
    expect(commands()).toMatchObject([{ command: { type: 'screen.watch', on: true } }]);
    for (const one of stop) one();
    await settle();
    expect(commands().at(-1)).toMatchObject({ command: { type: 'screen.watch', on: false } });
  });

  test('tells when there is none to see', async () => {
    const client = await start();
    await host().say(welcome());
    const trouble: SonnyError[] = [];
    client.watchScreen(
      () => {},
      (error) => trouble.push(error),
    );
    await settle();
    await host().say({ kind: 'failed', id: 1, error: new SonnyError('UNSUPPORTED').view() });
    expect(trouble).toMatchObject([{ code: 'UNSUPPORTED' }]);
  });
});
