import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atom, keyOf, not, type Literal } from '../../../../shared/symbolic/atom.ts';
import { ExpiryQueue } from '../../../../shared/symbolic/facts/expiry-queue.ts';
import { kitchen } from './shelf.ts';

const LINEAGE = ['doc', 'window', 'app', 'world'];

interface Told {
  readonly literal: Literal;
  readonly context: string;
  readonly from: number;
  readonly expires: number;
  until: number;
  endKnown: number;
}

type Op =
  | { readonly kind: 'tell'; readonly literal: Literal; readonly context: string }
  | { readonly kind: 'retract'; readonly which: number }
  | { readonly kind: 'wait'; readonly ms: number };

const jar = fc.constantFrom('a', 'b');
const literal: fc.Arbitrary<Literal> = fc.oneof(
  jar.map((j) => atom('clean', j)),
  jar.map((j) => not('clean', j)),
  fc.tuple(jar, fc.integer({ min: 1, max: 2 })).map(([j, n]) => atom('holds', j, n)),
  jar.map((j) => atom('open', j)),
  jar.map((j) => atom('warm', j)),
);
const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('tell' as const), literal, context: fc.constantFrom(...LINEAGE) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retract' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 400, 1000) }) },
);

/** What a thing has one value of, written again in the plainest way. */
const thing = ({ relation, args }: Literal): string =>
  relation === 'holds' || relation === 'open'
    ? `${relation === 'open' ? 'lid' : relation}:${args[0]}`
    : `${relation}:${args.join()}`;

describe('a store of facts', () => {
  it('answers, for every moment and every context, as a list of all that was told does', () => {
    fc.assert(
      fc.property(fc.array(op, { maxLength: 40 }), (ops) => {
        const store = kitchen();
        const told: Told[] = [];
        const ids: string[] = [];
        let now = 1000;
        const moments = [now];
        const current = (t: Told): boolean => t.endKnown === Infinity && now < t.expires;
        for (const step of ops) {
          now++;
          if (step.kind === 'wait') now += step.ms;
          else if (step.kind === 'retract') {
            const id = ids[step.which];
            const entry = told[step.which];
            if (id === undefined || !entry) continue;
            const did = store.retract(id, now, 'test');
            expect(did !== null).toBe(entry.endKnown === Infinity);
            if (did) Object.assign(entry, { until: entry.from, endKnown: now });
          } else {
            const same = told.findLast((t) => t.context === step.context && thing(t.literal) === thing(step.literal));
            const { fact, isNew } = store.assert({ ...step, at: now, source: 'test', trust: 'observed' });
            const again =
              same &&
              current(same) &&
              keyOf(same.literal) === keyOf(step.literal) &&
              !same.literal.negated === !step.literal.negated;
            expect(isNew).toBe(!again);
            if (same && again)
              Object.assign(same, { expires: step.literal.relation === 'warm' ? now + 1000 : Infinity });
            else {
              if (same && current(same)) Object.assign(same, { until: now, endKnown: now });
              told.push({
                literal: step.literal,
                context: step.context,
                from: now,
                expires: step.literal.relation === 'warm' ? now + 1000 : Infinity,
                until: Infinity,
                endKnown: Infinity,
              });
              ids.push(fact.id);
            }
          }
          moments.push(now);
        }
        const shows = (t: Told): string => `${t.literal.negated ? '!' : ''}${keyOf(t.literal)}@${t.context}`;
        for (const known of moments)
          for (const valid of moments) {
            const expected = told
              .filter(
                (t) =>
                  t.from <= known &&
                  known < t.expires &&
                  t.from <= valid &&
                  valid < (known >= t.endKnown ? t.until : Infinity),
              )
              .map(shows);
            const got = [...store.asOf({ valid, known })].map(
              (f) => `${f.literal.negated ? '!' : ''}${keyOf(f.literal)}@${f.context}`,
            );
            expect(got.sort()).toEqual(expected.sort());
          }
        LINEAGE.forEach((context, i) => {
          const seen = LINEAGE.slice(i).flatMap((id) => told.filter((t) => t.context === id && current(t)));
          const nearest = seen.filter((t) => seen.find((o) => thing(o.literal) === thing(t.literal)) === t);
          const expected = nearest.filter((t) => !t.literal.negated).map(shows);
          expect([...store.holding(context, now)].map((f) => `${keyOf(f.literal)}@${f.context}`).sort()).toEqual(
            expected.sort(),
          );
          for (const t of told)
            expect(store.find(t.literal, context, now) !== undefined).toBe(
              nearest.some((n) => !n.literal.negated && keyOf(n.literal) === keyOf(t.literal)),
            );
        });
      }),
      { numRuns: 300 },
    );
  });

  it('holds nothing past its time, whoever took notice of it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(jar, fc.integer({ min: 1, max: 1500 }), fc.boolean()), { maxLength: 30 }),
        (looks) => {
          const store = kitchen();
          const seen = new Map<string, number>();
          let now = 0;
          for (const [j, wait, look] of looks) {
            now += wait;
            if (look) {
              store.assert({ literal: atom('warm', j), context: 'world', at: now, source: 'eyes', trust: 'observed' });
              seen.set(j, now);
            } else for (const fact of store.takeExpired(now)) expect(now - fact.seenAt).toBeGreaterThanOrEqual(1000);
            for (const name of ['a', 'b'])
              expect(store.find(atom('warm', name), 'doc', now) !== undefined).toBe(
                now - (seen.get(name) ?? -1000) < 1000,
              );
          }
        },
      ),
    );
  });
});

describe('a queue of ends', () => {
  it('gives them back soonest first, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100)), fc.nat(100), (ends, now) => {
        const queue = new ExpiryQueue();
        ends.forEach((at, i) => queue.add(at, String(i)));
        const taken: number[] = [];
        for (let id = queue.take(now); id !== null; id = queue.take(now)) taken.push(ends[Number(id)] ?? NaN);
        expect(taken).toEqual(ends.filter((at) => at <= now).sort((a, b) => a - b));
        expect(queue.next).toBe(ends.filter((at) => at > now).sort((a, b) => a - b)[0] ?? null);
      }),
    );
  });
});

it('loads a hundred thousand facts and still finds each', () => {
  const store = kitchen();
  for (let i = 0; i < 100_000; i++)
    store.assert({ literal: atom('holds', `jar-${i}`, i), context: 'world', at: i, source: 'eyes', trust: 'observed' });
  expect(store.size).toBe(100_000);
  expect(store.find(atom('holds', 'jar-99999', 99_999), 'doc', 100_000)).toBeDefined();
});
