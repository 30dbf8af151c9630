import { gzipSync } from 'node:zlib';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { decodeDelta, encodeDelta } from '../../shared/symbolic/sync/encode.ts';
import { FactLog } from '../../shared/symbolic/sync/fact-log.ts';
import type { Operation } from '../../shared/symbolic/sync/operation.ts';
import type { SharedFact } from '../../shared/symbolic/sync/shared-fact.ts';
import { KINDS, play, type Move } from '../fakes/log-schedules.ts';
import { seeded } from './parts/chance.ts';
import { installPeer } from './parts/peer.ts';
import { atMost, exactly, median, of, timesPeer, type Bench, type Row } from './parts/row.ts';
import { spent } from './parts/spent.ts';

const FACTS = 10_000;
const COMMON = 2_000;
const UPDATES = 20_000;
const KEYS = 100;
const MOST_BYTES = 5_000;
const ROUNDS = 5;
const SCHEDULES = 1000;
const YJS = 'yjs 13.6.33';

type Entry = readonly [key: string, value: string];

/** What one peer states: facts with keys of which the first are the other peer's, too. */
const entries = (peer: number): readonly Entry[] => {
  const chance = seeded(peer);
  return Array.from({ length: FACTS }, (_, i) => {
    const key = i < COMMON ? `fact-${i}` : `fact-${peer}-${i}`;
    const value = JSON.stringify({
      path: `/home/anna/Documents/${Math.floor(chance() * 1e6)}.pdf`,
      size: Math.floor(chance() * 1e7),
      seen: chance() < 0.5,
    });
    return [key, value];
  });
};

const factOf = ([key, value]: Entry, at: number): SharedFact => ({
  relation: 'knows',
  negated: false,
  args: [key, value],
  context: 'world',
  validFrom: at,
  validUntil: null,
  trust: 'observed',
  confidence: 1,
});

interface Measured {
  readonly insert: number;
  readonly merge: number;
  readonly bytes: number;
  readonly load: number;
}

const measureOurs = (): Measured => {
  const [a, b] = [new FactLog('anna'), new FactLog('ben')];
  const [mine, theirs] = [entries(1), entries(2)];
  const insert = spent(() => mine.forEach((entry, i) => void a.assert(factOf(entry, i), i)));
  theirs.forEach((entry, i) => void b.assert(factOf(entry, i), i));
  const merge = spent(() => void a.merge(decodeDelta(encodeDelta(b.deltaFor(a.version)))));
  if (a.size !== 2 * FACTS) throw new Error('Every statement is live.');
  const whole = encodeDelta(a.deltaFor({}));
  const load = spent(() => void new FactLog('cleo').merge(decodeDelta(whole)));
  return { insert, merge, bytes: gzipSync(whole).length, load };
};

interface Yjs {
  readonly Doc: new () => {
    getMap(name: string): { set(key: string, value: unknown): void; readonly size: number };
  };
  encodeStateVector(doc: object): Uint8Array;
  encodeStateAsUpdate(doc: object, from?: Uint8Array): Uint8Array;
  applyUpdate(doc: object, update: Uint8Array): void;
}

const measureYjs = (yjs: Yjs): Measured => {
  const [a, b] = [new yjs.Doc(), new yjs.Doc()];
  const put = (doc: typeof a, all: readonly Entry[]): void => {
    for (const [key, value] of all) doc.getMap('facts').set(key, value);
  };
  const insert = spent(() => put(a, entries(1)));
  put(b, entries(2));
  const merge = spent(() => yjs.applyUpdate(a, yjs.encodeStateAsUpdate(b, yjs.encodeStateVector(a))));
  const whole = yjs.encodeStateAsUpdate(a);
  const load = spent(() => yjs.applyUpdate(new yjs.Doc(), whole));
  return { insert, merge, bytes: gzipSync(whole).length, load };
};

const medians = (all: readonly Measured[]): Measured => ({
  insert: median(all.map((m) => m.insert)),
  merge: median(all.map((m) => m.merge)),
  bytes: median(all.map((m) => m.bytes)),
  load: median(all.map((m) => m.load)),
});

const churn = (): number => {
  const [log, other] = [new FactLog('anna'), new FactLog('ben')];
  const last: Operation[] = [];
  for (let i = 0; i < UPDATES; i++) {
    const before = last[i % KEYS];
    last[i % KEYS] = log.assert(factOf([`key-${i % KEYS}`, String(i)], i), i, before ? [before] : []);
  }
  other.merge(log.deltaFor(other.version));
  log.compact(other.version);
  if (log.size !== KEYS) throw new Error('One value a key.');
  return encodeDelta(log.deltaFor({})).length;
};

/** So many moves each, drawn; half of the schedules with two peers, half with five. */
const scheduleOf = (chance: () => number, peers: number): readonly Move[] =>
  Array.from({ length: 5 + Math.floor(chance() * 76) }, () => ({
    kind: KINDS[Math.floor(chance() * KINDS.length)] ?? 'send',
    peer: Math.floor(chance() * peers),
    value: Math.floor(chance() * 1000),
  }));

const converging = (): Row => {
  const chance = seeded(7);
  const counts = { lose: 0, double: 0, restart: 0 };
  let same = 0;
  for (let i = 0; i < SCHEDULES; i++) {
    const peers = i % 2 === 0 ? 2 : 5;
    const schedule = scheduleOf(chance, peers);
    for (const { kind } of schedule) if (kind in counts) counts[kind as keyof typeof counts]++;
    const { ended, right } = play(peers, schedule);
    if (ended.every((one) => JSON.stringify(one) === JSON.stringify(right))) same++;
  }
  const { lose, double, restart } = counts;
  return exactly(
    `random schedules of two and of five peers that end in the same facts: ${lose} messages lost, ${double} doubled, any order, ${restart} restarts`,
    `${same} of ${SCHEDULES}`,
    same === SCHEDULES,
  );
};

/** Two peers with ten thousand facts each, beside yjs with the same in a map. */
export const run = async (): Promise<Bench> => {
  const folder = await installPeer('yjs-13.6.33', { yjs: '13.6.33' });
  const yjs = folder === null ? null : (createRequire(join(folder, 'package.json'))('yjs') as Yjs);
  const [ours, theirs]: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(measureOurs());
    if (yjs) theirs.push(measureYjs(yjs));
  }
  const [our, their] = [medians(ours), yjs && medians(theirs)];
  const what = `2 × ${FACTS} facts with ${COMMON} keys in common`;
  const rows: Row[] = [
    timesPeer(`ms to state ${FACTS} facts one by one`, our.insert, their?.insert ?? null, YJS, 1),
    timesPeer(`ms to merge ${what}`, our.merge, their?.merge ?? null, YJS, 1),
    timesPeer(`bytes of ${what}, gzipped; all values kept`, our.bytes, their?.bytes ?? null, YJS, 1),
    timesPeer(`ms to load ${what}`, our.load, their?.load ?? null, YJS, 1),
    atMost(`bytes of ${UPDATES} updates over ${KEYS} keys, compacted`, churn(), MOST_BYTES, 'bytes'),
    converging(),
  ].map((row) => of('S1', row));
  return { name: 'sync', rows };
};
