import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Peers } from '../../../../shared/app/sync/peers.ts';
import { openedWebSocket, webSocketTransport } from '../../../../shared/protocol/transport-websocket.ts';
import type { Delta } from '../../../../shared/symbolic/sync/delta.ts';
import type { SharedFact } from '../../../../shared/symbolic/sync/shared-fact.ts';
import { seeded } from '../../../bench/parts/chance.ts';
import { until } from '../../../fakes/until.ts';

const fact = (value: string): SharedFact => ({
  relation: 'p',
  negated: false,
  args: [value],
  context: 'world',
  validFrom: 0,
  validUntil: null,
  trust: 'person',
  confidence: 1,
});

/** A peer that listens on a real socket, with a journal that outlives it. */
class Listening {
  readonly actor: string;
  readonly #journal: Delta[] = [];
  readonly troubles: string[] = [];
  peers: Peers;
  #http: Server | null = null;
  #sockets: WebSocketServer | null = null;
  #leave: (() => void)[] = [];

  constructor(actor: string) {
    this.actor = actor;
    this.peers = this.#open();
  }

  #open(): Peers {
    return new Peers({
      actor: this.actor,
      kept: structuredClone(this.#journal),
      now: () => 1000,
      keep: (delta) => void this.#journal.push(structuredClone(delta)),
      onTrouble: ({ code, details }) => void this.troubles.push(`${code} ${details}`),
    });
  }

  async listen(): Promise<void> {
    this.#http = createServer();
    this.#sockets = new WebSocketServer({ server: this.#http });
    this.#sockets.on('connection', (socket) => this.peers.connect(webSocketTransport(socket), { greets: false }));
    await new Promise<void>((resolve) => this.#http?.listen(0, '127.0.0.1', resolve));
  }

  async join(other: Listening): Promise<void> {
    if (!other.#http) throw new Error(`${other.actor} does not listen.`);
    const { port } = other.#http.address() as AddressInfo;
    const transport = await openedWebSocket(new WebSocket(`ws://127.0.0.1:${port}`));
    this.#leave.push(this.peers.connect(transport, { greets: true }));
  }

  /** Every connection is cut as a process that is killed cuts it. */
  async close(): Promise<void> {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    for (const socket of this.#sockets?.clients ?? []) socket.terminate();
    const http = this.#http;
    this.#http = null;
    if (http) await new Promise<void>((resolve) => http.close(() => resolve()));
  }

  /** The same one again, from what it journalled. */
  async restart(): Promise<void> {
    await this.close();
    this.peers = this.#open();
    await this.listen();
  }

  said(): readonly string[] {
    return [...this.peers.live()].map(({ actor, seq, fact: f }) => `${actor} ${seq} ${f.args.join()}`).toSorted();
  }
}

it.each([2, 5])(
  '%i peers over real sockets, restarted and cut off in between, end with the same facts and lose none',
  async (count) => {
    const all = ['ada', 'bea', 'cy', 'di', 'eve'].slice(0, count).map((name) => new Listening(name));
    onTestFinished(async () => {
      await Promise.all(all.map((peer) => peer.close()));
    });
    const at = (i: number): Listening => {
      const peer = all[i % count];
      if (!peer) throw new Error('There is no such peer.');
      return peer;
    };
    await Promise.all(all.map((peer) => peer.listen()));
    // Round in a ring: with one of them away all others are still joined.
    const ring = async (): Promise<void> => {
      for (let i = 0; i < count; i++) await at(i).join(at(i + 1));
    };
    const meet = (): Promise<void> =>
      until(() => all.every((peer) => JSON.stringify(peer.said()) === JSON.stringify(all[0]?.said())));
    const chance = seeded(count);
    const draw = (most: number): number => Math.floor(chance() * most);
    const standing = new Set<string>();
    await ring();
    for (let round = 0; round < 6; round++) {
      for (let i = 0; i < 20; i++) {
        const value = `${round}-${i}`;
        at(draw(count)).peers.share(fact(value));
        standing.add(value);
      }
      // What was seen by whoever takes it back is gone everywhere.
      const who = at(draw(count));
      const [seen] = [...who.peers.live()];
      if (seen) {
        who.peers.withdraw([seen]);
        standing.delete(String(seen.fact.args[0]));
      }
      const away = at(draw(count));
      await away.restart();
      away.peers.share(fact(`alone-${round}`));
      standing.add(`alone-${round}`);
      await away.join(at(all.indexOf(away) + 1));
      await at(all.indexOf(away) + count - 1).join(away);
      await meet();
    }
    expect(
      all[0]
        ?.said()
        .map((one) => one.split(' ')[2])
        .toSorted(),
    ).toEqual([...standing].toSorted());
    expect(all.flatMap(({ troubles }) => troubles)).toEqual([]);
    // Whoever said it is named by each of them, over however many it came.
    const makers = new Set(all[0]?.said().map((one) => one.split(' ')[0]));
    expect(makers.size).toBe(count);
  },
);
