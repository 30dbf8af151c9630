import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delta } from '../../../../shared/symbolic/sync/delta.ts';
import { decodeDelta, encodeDelta } from '../../../../shared/symbolic/sync/encode.ts';
import { FactLog, ForkedLog } from '../../../../shared/symbolic/sync/fact-log.ts';
import { laterOf, type Statement } from '../../../../shared/symbolic/sync/operation.ts';
import type { SharedFact } from '../../../../shared/symbolic/sync/shared-fact.ts';
import { meet } from '../../../../shared/symbolic/sync/version.ts';

const fact = (relation: string, ...args: SharedFact['args']): SharedFact => ({
  relation,
  negated: false,
  args,
  context: 'world',
  validFrom: 0,
  validUntil: null,
  trust: 'observed',
  confidence: 1,
});

const said = (log: FactLog): readonly string[] =>
  [...log.live()].map(({ fact: { relation, args } }) => `${relation}(${args.join()})`).toSorted();
const dots = (log: FactLog): readonly string[] => [...log.live()].map(({ actor, seq }) => `${actor} ${seq}`).toSorted();
const tell = (from: FactLog, to: FactLog): void => void to.merge(decodeDelta(encodeDelta(from.deltaFor(to.version))));

describe('two peers', () => {
  it('a retraction takes away what was seen, and not what is stated at the same time elsewhere', () => {
    const [anna, ben] = [new FactLog('anna'), new FactLog('ben')];
    const seen = anna.assert(fact('invoice', 'a.pdf'), 1);
    tell(anna, ben);
    ben.retract([seen], 2);
    const again = anna.assert(fact('invoice', 'a.pdf'), 2);
    tell(anna, ben);
    tell(ben, anna);
    expect(dots(anna)).toEqual([`anna ${again.seq}`]);
    expect(dots(ben)).toEqual(dots(anna));
  });

  it('who was away gets what was compacted, and what it had to say itself is not lost', () => {
    const [anna, ben] = [new FactLog('anna'), new FactLog('ben')];
    const first = anna.assert(fact('p', 1), 1);
    tell(anna, ben);
    const gone = anna.assert(fact('p', 2), 2, [first]);
    anna.retract([gone], 3);
    anna.assert(fact('p', 3), 4);
    anna.compact(anna.version);
    ben.assert(fact('q', 1), 5);
    expect(anna.deltaFor(ben.version).kind).toBe('state');
    tell(anna, ben);
    tell(ben, anna);
    expect(said(anna)).toEqual(['p(3)', 'q(1)']);
    expect(said(ben)).toEqual(said(anna));
    // What is told on is right, too: the lacking entries are not known one by one.
    const late = new FactLog('late');
    tell(ben, late);
    expect(said(late)).toEqual(said(anna));
  });

  it('an old copy that goes on under the same name is found out, and nothing of it is taken in', () => {
    const [anna, ben] = [new FactLog('anna'), new FactLog('ben')];
    anna.assert(fact('p', 1), 1);
    const copy = new FactLog('anna', anna.kept());
    anna.assert(fact('p', 2), 2);
    copy.assert(fact('p', 3), 3);
    tell(anna, ben);
    const before = said(ben);
    expect(() => ben.merge(copy.deltaFor({ anna: 1 }))).toThrow(ForkedLog);
    expect(said(ben)).toEqual(before);
  });

  it('of two values at the same time both choose the same', () => {
    const [anna, ben] = [new FactLog('anna'), new FactLog('ben')];
    anna.assert(fact('title', 'A'), 7);
    ben.assert(fact('title', 'B'), 7);
    tell(anna, ben);
    tell(ben, anna);
    const choice = (log: FactLog): Statement => [...log.live()].reduce(laterOf);
    expect(choice(anna).fact).toEqual(choice(ben).fact);
    // A time never runs behind what was seen: what comes later wins, whatever a peer's clock says.
    const later = anna.assert(fact('title', 'C'), 1, [...anna.live()]);
    expect(later.at).toBeGreaterThanOrEqual(7);
  });
});

type Move =
  | { readonly kind: 'assert'; readonly peer: number; readonly value: number }
  | { readonly kind: 'replace' | 'retract'; readonly peer: number; readonly value: number }
  | { readonly kind: 'send' | 'restart' | 'compact'; readonly peer: number; readonly value: number }
  | { readonly kind: 'deliver' | 'lose' | 'double'; readonly peer: number; readonly value: number };

const moves = (peers: number): fc.Arbitrary<readonly Move[]> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(
        'assert',
        'assert',
        'replace',
        'retract',
        'send',
        'send',
        'deliver',
        'deliver',
        'deliver',
        'lose',
        'double',
        'restart',
        'compact',
      ),
      peer: fc.nat(peers - 1),
      value: fc.nat(1000),
    }),
    { minLength: 5, maxLength: 80 },
  ) as fc.Arbitrary<readonly Move[]>;

/** What an observed-remove set is by definition: every statement that no retraction which saw it names. */
class Definition {
  readonly #stated = new Map<string, string>();
  readonly #removed = new Set<string>();
  add(operation: {
    readonly actor: string;
    readonly seq: number;
    readonly over: readonly { actor: string; seq: number }[];
    readonly fact: SharedFact | null;
  }): void {
    if (operation.fact) this.#stated.set(`${operation.actor} ${operation.seq}`, operation.fact.relation);
    for (const dot of operation.over) this.#removed.add(`${dot.actor} ${dot.seq}`);
  }
  get live(): readonly string[] {
    return [...this.#stated.keys()].filter((dot) => !this.#removed.has(dot)).toSorted();
  }
}

const names = ['ada', 'bea', 'cy', 'di', 'eve'];

/** Messages get lost, come twice and out of order; peers restart from what they kept and drop what all know. */
const play = (peers: number, schedule: readonly Move[]): void => {
  let logs = names.slice(0, peers).map((name) => new FactLog(name));
  const definition = new Definition();
  const wire: { readonly to: number; readonly delta: Delta }[] = [];
  const at = (peer: number): FactLog => {
    const log = logs[peer];
    if (!log) throw new Error('no such peer');
    return log;
  };
  schedule.forEach(({ kind, peer, value }, now) => {
    const log = at(peer);
    const live = [...log.live()];
    const one = live[value % Math.max(1, live.length)];
    switch (kind) {
      case 'assert':
        return definition.add(log.assert(fact('p', value % 7), now));
      case 'replace':
        return definition.add(log.assert(fact('p', value % 7), now, one ? [one] : []));
      case 'retract':
        return definition.add(log.retract(one ? [one] : [], now));
      case 'send': {
        const to = (peer + 1 + (value % (peers - 1))) % peers;
        return void wire.push({ to, delta: decodeDelta(encodeDelta(log.deltaFor(at(to).version))) });
      }
      case 'restart':
        logs = logs.with(peer, new FactLog(log.actor, structuredClone(log.kept())));
        return;
      case 'compact':
        return log.compact(meet(logs.map((l) => l.version)));
      default: {
        const [message] =
          kind === 'double' ? wire.slice(value % wire.length || 0) : wire.splice(value % wire.length || 0, 1);
        if (message && kind !== 'lose') at(message.to).merge(message.delta);
      }
    }
  });
  // All meet once more; then each knows what each knows.
  for (let round = 0; round < 2; round++)
    for (const from of logs) for (const to of logs) if (from !== to) tell(from, to);
  for (const log of logs) expect(dots(log)).toEqual(definition.live);
};

describe('random schedules with loss, doubling, reordering, restarts and compaction', () => {
  it('two peers end with the same facts', () => {
    fc.assert(
      fc.property(moves(2), (schedule) => play(2, schedule)),
      { numRuns: 500 },
    );
  });
  it('five peers end with the same facts', () => {
    fc.assert(
      fc.property(moves(5), (schedule) => play(5, schedule)),
      { numRuns: 500 },
    );
  });
});

describe('what a merge tells', () => {
  it('is the difference between before and after', () => {
    fc.assert(
      fc.property(moves(2), (schedule) => {
        const [one, two] = [new FactLog('ada'), new FactLog('bea')];
        schedule.forEach(({ kind, value }, now) => {
          const live = [...one.live()];
          const some = live[value % Math.max(1, live.length)];
          if (kind === 'assert') one.assert(fact('p', value), now);
          else if (kind === 'retract') one.retract(some ? [some] : [], now);
          else if (kind === 'compact') one.compact(two.version);
          else if (kind === 'deliver') {
            const before = new Set(dots(two));
            const { added, removed } = two.merge(one.deltaFor(two.version));
            for (const { actor, seq } of removed) expect(before.delete(`${actor} ${seq}`)).toBe(true);
            for (const { actor, seq } of added) before.add(`${actor} ${seq}`);
            expect([...before].toSorted()).toEqual(dots(two));
          }
        });
      }),
      { numRuns: 200 },
    );
  });
});
