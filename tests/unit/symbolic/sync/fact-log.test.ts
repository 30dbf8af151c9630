import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDelta, encodeDelta } from '../../../../shared/symbolic/sync/encode.ts';
import { FactLog, ForkedLog } from '../../../../shared/symbolic/sync/fact-log.ts';
import { laterOf, type Statement } from '../../../../shared/symbolic/sync/operation.ts';
import type { SharedFact } from '../../../../shared/symbolic/sync/shared-fact.ts';
import { dotsOf, KINDS, play, type Move } from '../../../fakes/log-schedules.ts';

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
    expect(dotsOf(anna)).toEqual([`anna ${again.seq}`]);
    expect(dotsOf(ben)).toEqual(dotsOf(anna));
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

const moves = (peers: number): fc.Arbitrary<readonly Move[]> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      peer: fc.nat(peers - 1),
      value: fc.nat(1000),
    }),
    { minLength: 5, maxLength: 80 },
  ) as fc.Arbitrary<readonly Move[]>;

const meetAtLast = (peers: number, schedule: readonly Move[]): void => {
  const { ended, right } = play(peers, schedule);
  for (const one of ended) expect(one).toEqual(right);
};

describe('random schedules with loss, doubling, reordering, restarts and compaction', () => {
  it('two peers end with the same facts', () => {
    fc.assert(
      fc.property(moves(2), (schedule) => meetAtLast(2, schedule)),
      { numRuns: 500 },
    );
  });
  it('five peers end with the same facts', () => {
    fc.assert(
      fc.property(moves(5), (schedule) => meetAtLast(5, schedule)),
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
            const before = new Set(dotsOf(two));
            const { added, removed } = two.merge(one.deltaFor(two.version));
            for (const { actor, seq } of removed) expect(before.delete(`${actor} ${seq}`)).toBe(true);
            for (const { actor, seq } of added) before.add(`${actor} ${seq}`);
            expect([...before].toSorted()).toEqual(dotsOf(two));
          }
        });
      }),
      { numRuns: 200 },
    );
  });
});
