import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { linkedPair } from '../../shared/protocol/linked.ts';
import { createClient } from '../../shared/protocol/rpc-client.ts';
import { serveClient, Sessions } from '../../shared/protocol/rpc-host.ts';
import type { Transport } from '../../shared/protocol/transport.ts';
import type { ViewEvent } from '../../shared/protocol/views.ts';
import { openedWebSocket, webSocketTransport } from '../../shared/protocol/transport-websocket.ts';
import { FakeSonny } from '../fakes/fake-sonny.ts';
import { until } from '../fakes/until.ts';

/** Gives connected pairs of ends: what a client holds and what a host holds. */
interface Way {
  connect(): Promise<{ readonly client: Transport; readonly host: Transport }>;
  close(): Promise<void>;
}

const ways: Record<string, () => Promise<Way>> = {
  'linked pair': async () => ({
    connect: async () => {
      const [client, host] = linkedPair();
      return { client, host };
    },
    close: async () => {},
  }),
  WebSocket: async () => {
    const http: Server = createServer();
    const sockets = new WebSocketServer({ server: http });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    return {
      connect: async () => {
        const host = new Promise<Transport>((resolve) =>
          sockets.once('connection', (socket) => resolve(webSocketTransport(socket))),
        );
        const client = await openedWebSocket(new WebSocket(`ws://127.0.0.1:${port}`));
        return { client, host: await host };
      },
      close: () =>
        new Promise((resolve) => {
          for (const socket of sockets.clients) socket.terminate();
          http.close(() => resolve());
        }),
    };
  },
};

describe.each(Object.entries(ways))('transport: %s', (_name, open) => {
  let way: Way;
  afterEach(() => way.close());

  test('texts arrive whole, once and in order, both ways', async () => {
    way = await open();
    const { client, host } = await way.connect();
    const atHost: string[] = [];
    const atClient: string[] = [];
    host.onMessage((text) => atHost.push(text));
    client.onMessage((text) => atClient.push(text));
    const texts = ['', '日本 👩‍👩‍👧 \u202E', 'x'.repeat(200_000), ...Array.from({ length: 50 }, (_, i) => `${i}`)];
    for (const text of texts) client.send(text);
    for (const text of texts) host.send(text);
    await until(() => atHost.length === texts.length && atClient.length === texts.length);
    expect(atHost).toEqual(texts);
    expect(atClient).toEqual(texts);
  });

  test.each(['client', 'host'] as const)(
    'closing the %s end tells both once; sending afterwards does nothing',
    async (side) => {
      way = await open();
      const pair = await way.connect();
      const closed = { client: 0, host: 0 };
      pair.client.onClose(() => closed.client++);
      pair.host.onClose(() => closed.host++);
      pair[side].close();
      pair[side].close();
      await until(() => closed.client > 0 && closed.host > 0);
      pair.client.send('late');
      pair.host.send('late');
      expect(closed).toEqual({ client: 1, host: 1 });
    },
  );

  test('a client drives a whole run, loses its connection and misses nothing', async () => {
    way = await open();
    const sonny = new FakeSonny();
    const sessions = new Sessions(sonny, { newId: () => crypto.randomUUID() });
    const hostEnds: Transport[] = [];
    const client = createClient(
      async () => {
        const pair = await way.connect();
        hostEnds.push(pair.host);
        serveClient(sonny, pair.host, { sessions, host: 'linked' });
        return pair.client;
      },
      {
        after: (ms, act) => {
          const timer = setTimeout(act, Math.min(ms, 5));
          return () => clearTimeout(timer);
        },
      },
    );
    const told: ViewEvent[] = [];
    const truth: ViewEvent[] = [...sonny.snapshot()];
    client.subscribe((event) => told.push(event));
    sonny.subscribe((event) => truth.push(event));

    const { runId } = await client.dispatch({ type: 'run.start', text: 'write hello' });
    const run = await client.dispatch({ type: 'run.get', runId });
    expect(run.status).toBe('awaiting-approval');
    hostEnds.at(-1)?.close();
    await client.dispatch({
      type: 'run.approve',
      runId,
      nonce: run.approval?.nonce ?? '',
      planHash: run.planHash ?? '',
    });
    hostEnds.at(-1)?.close();
    await until(() => told.some((event) => event.type === 'run' && event.run.status === 'done'));
    expect(told).toEqual(truth);
    expect(hostEnds.length).toBeGreaterThan(1);
    client.close();
  });
});
