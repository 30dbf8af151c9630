import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Malformed } from '../../../../shared/symbolic/sync/bytes.ts';
import { Delta } from '../../../../shared/symbolic/sync/delta.ts';
import { TRUSTS } from '../../../../shared/symbolic/sync/shared-fact.ts';
import { decodeDelta, encodeDelta } from '../../../../shared/symbolic/sync/encode.ts';

const actor = fc.constantFrom('ada', 'bea', 'agent:7');
const whole = fc.maxSafeInteger();
const dot = fc.record({ actor, seq: fc.integer({ min: 1, max: 1 << 30 }) });
const fact = fc.record({
  relation: fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  negated: fc.boolean(),
  trust: fc.constantFrom(...TRUSTS),
  args: fc.array(
    fc.oneof(fc.string({ unit: 'grapheme' }), whole, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
    {
      maxLength: 6,
    },
  ),
  context: fc.string({ maxLength: 12 }),
  validFrom: fc.integer(),
  validUntil: fc.option(fc.integer()),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
});
const entry = <F>(of: fc.Arbitrary<F>) =>
  fc.record({
    actor,
    seq: fc.integer({ min: 1, max: 1 << 30 }),
    at: fc.integer({ min: 0, max: 2 ** 42 }),
    fact: of,
    over: fc.array(dot, { maxLength: 4 }),
  });
const delta: fc.Arbitrary<Delta> = fc.oneof(
  fc.record({ kind: fc.constant('operations' as const), operations: fc.array(entry(fc.option(fact))) }),
  fc.record({
    kind: fc.constant('state' as const),
    version: fc.dictionary(actor, fc.nat()).map((v) => ({ ...v })),
    live: fc.array(entry(fact)),
  }),
);

describe('a delta as bytes', () => {
  it('is read as it was written, and its schema takes it', () => {
    fc.assert(
      fc.property(delta, (written) => {
        const read = decodeDelta(encodeDelta(written));
        expect(read).toEqual(written);
        expect(Delta.safeParse(read).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused when it is cut, changed or something else, and never anything worse', () => {
    fc.assert(
      fc.property(delta, fc.nat(), fc.nat(255), (written, place, byte) => {
        const bytes = encodeDelta(written);
        expect(() => decodeDelta(bytes.subarray(0, place % bytes.length))).toThrow(Malformed);
        const changed = bytes.slice();
        changed[place % bytes.length] = byte;
        try {
          expect(Delta.safeParse(decodeDelta(changed)).success).toBe(true);
        } catch (thrown) {
          if (!(thrown instanceof Malformed)) throw thrown;
        }
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeDelta(bytes);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Malformed);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
