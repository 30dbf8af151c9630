import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Peers } from '../../../../shared/app/sync/peers.ts';
import { linkedPair } from '../../../../shared/protocol/linked.ts';
import type { Transport } from '../../../../shared/protocol/transport.ts';
import { openedWebSocket, webSocketTransport } from '../../../../shared/protocol/transport-websocket.ts';
import type { Delta } from '../../../../shared/symbolic/sync/delta.ts';
import type { SharedFact } from '../../../../shared/symbolic/sync/shared-fact.ts';
import { until } from '../../../fakes/until.ts';

const fact = (relation: string, ...args: SharedFact['args']): SharedFact => ({
  relation,
  negated: false,
  args,
  context: 'world',
  validFrom: 0,
  validUntil: null,
  trust: 'person',
  confidence: 1,
});

/** A peer whose journal is a list; `again` is the same one after a restart. */
const peerOf = (actor: string, journal: Delta[] = [], now = () => 1000) => {
  const troubles: string[] = [];
  const heard: string[] = [];
  const peers = new Peers({
    actor,
    kept: [...journal],
    now,
    keep: (delta, from) => {
      journal.push(structuredClone(delta));
      heard.push(from);
    },
    onTrouble: (trouble) => void troubles.push(`${trouble.code} ${trouble.details}`),
  });
  const said = (): readonly string[] =>
    [...peers.live()].map(({ fact: f }) => `${f.relation}(${f.args.join()})`).toSorted();
  return { peers, said, heard, troubles, again: () => peerOf(actor, journal, now) };
};
type Peer = ReturnType<typeof peerOf>;

const join = (a: Peer, b: Peer): (() => void) => {
  const [near, far] = linkedPair();
  a.peers.connect(near, { greets: false });
  return b.peers.connect(far, { greets: true });
};
const agree = (...all: readonly Peer[]): Promise<void> =>
  until(() => all.every((peer) => JSON.stringify(peer.said()) === JSON.stringify(all[0]?.said())));

describe('peers', () => {
  it('tell each other what they know when they meet, and what is new at once, over several hops', async () => {
    const [anna, ben, cleo] = [peerOf('anna'), peerOf('ben'), peerOf('cleo')];
    anna.peers.share(fact('invoice', 'a.pdf'));
    join(anna, ben);
    join(ben, cleo);
    const seen = ben.peers.share(fact('invoice', 'b.pdf'));
    await until(() => cleo.said().length === 2);
    expect(cleo.said()).toEqual(['invoice(a.pdf)', 'invoice(b.pdf)']);
    expect(new Set(cleo.heard)).toEqual(new Set(['ben']));
    cleo.peers.withdraw([seen]);
    await until(() => anna.said().length === 1);
    expect(anna.heard.at(-1)).toBe('ben');
    expect(anna.peers.connected).toEqual(['ben']);
  });

  it('lose nothing when one is away, restarts from its journal and comes back after the others compacted', async () => {
    const anna = peerOf('anna');
    let ben = peerOf('ben');
    const leave = join(anna, ben);
    const first = anna.peers.share(fact('p', 1));
    await agree(anna, ben);
    leave();
    anna.peers.withdraw([first]);
    anna.peers.share(fact('p', 2));
    ben.peers.share(fact('q', 1));
    ben = ben.again();
    const cleo = peerOf('cleo');
    join(anna, cleo);
    await agree(anna, cleo);
    join(ben, cleo);
    await until(() => anna.said().length === 2);
    await agree(anna, ben, cleo);
    expect(anna.said()).toEqual(['p(2)', 'q(1)']);
  });

  it('send thousands of facts in parts over a real socket', async () => {
    const http = createServer();
    const sockets = new WebSocketServer({ server: http, maxPayload: 256 * 1024 });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const [anna, ben] = [peerOf('anna'), peerOf('ben')];
    onTestFinished(() => {
      for (const socket of sockets.clients) socket.terminate();
      http.close();
    });
    for (let i = 0; i < 5000; i++) anna.peers.share(fact('file', `/home/anna/${i}-${'x'.repeat(i % 90)}`));
    sockets.once('connection', (socket) => anna.peers.connect(webSocketTransport(socket), { greets: false }));
    const { port } = http.address() as AddressInfo;
    ben.peers.connect(await openedWebSocket(new WebSocket(`ws://127.0.0.1:${port}`)), { greets: true });
    await until(() => ben.said().length === 5000);
    expect(ben.said()).toEqual(anna.said());
  });

  it.each([
    ['nonsense', 'no json'],
    ['a message of another kind', JSON.stringify({ kind: 'please' })],
    ['facts before a greeting', JSON.stringify({ kind: 'part', left: 0, data: '' })],
    ['another protocol', JSON.stringify({ kind: 'hello', protocol: 9, actor: 'eve', version: {} })],
    ['this Sonny’s own name', JSON.stringify({ kind: 'hello', protocol: 1, actor: 'anna', version: {} })],
  ])('are refused and closed when they say %s', async (_what, text) => {
    const anna = peerOf('anna');
    const [near, far] = linkedPair();
    anna.peers.connect(near, { greets: false });
    let closed = false;
    far.onClose(() => (closed = true));
    far.send(text);
    await until(() => closed);
    expect(anna.troubles).toHaveLength(1);
    expect(anna.troubles[0]).toMatch(/^(PEER_REFUSED|SCHEMA_VERSION) /);
    expect(anna.peers.connected).toEqual([]);
  });

  const greeted = (peer: Peer): Transport => {
    const [near, far] = linkedPair();
    peer.peers.connect(near, { greets: false });
    far.send(JSON.stringify({ kind: 'hello', protocol: 1, actor: 'eve', version: {} }));
    return far;
  };

  it.each([
    ['no base 64', '***'],
    ['bytes that are no delta', btoa('no delta')],
  ])('are refused with %s', async (_what, data) => {
    const anna = peerOf('anna');
    anna.peers.share(fact('p', 1));
    greeted(anna).send(JSON.stringify({ kind: 'part', left: 0, data }));
    await until(() => anna.troubles.length === 1);
    expect(anna.said()).toEqual(['p(1)']);
  });

  it('are refused with a clock of next week, and with an old copy of a log that went on', async () => {
    const anna = peerOf('anna');
    const early = peerOf('early', [], () => 1000 + 7 * 24 * 3600 * 1000);
    early.peers.share(fact('p', 'tomorrow'));
    join(anna, early);
    await until(() => anna.troubles.length === 1);
    expect(anna.troubles[0]).toContain('a day ahead');

    const journal: Delta[] = [];
    let clock = 1000;
    const original = peerOf('ben', journal, () => clock++);
    original.peers.share(fact('q', 0));
    const copy = peerOf('ben', [...journal], () => clock++);
    original.peers.share(fact('q', 1));
    const leave = join(anna, original);
    await until(() => anna.said().length === 2);
    leave();
    copy.peers.share(fact('q', 2));
    const cleo = peerOf('cleo');
    join(copy, cleo);
    await agree(copy, cleo);
    cleo.peers.share(fact('r', 1));
    join(cleo, anna);
    await until(() => anna.said().includes('r(1)'));
    expect(anna.said()).not.toContain('q(2)');
  });

  it('do not take in what can’t be journalled', async () => {
    const full = new Peers({
      actor: 'full',
      kept: [],
      now: () => 1000,
      keep: () => {
        throw new Error('the disk is full');
      },
      onTrouble: () => {},
    });
    expect(() => full.share(fact('p', 1))).toThrow('full');
    expect([...full.live()]).toEqual([]);
  });
});
