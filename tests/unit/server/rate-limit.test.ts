import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RateLimit } from '../../../electron/server/rate-limit.ts';

test('never lets through more than the burst and what time gave, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 200 }), (jumps) => {
      let now = 1_000_000;
      let passed = 0;
      let gained = 0;
      const limit = new RateLimit(5, 2, () => now);
      for (const jump of jumps) {
        now += jump;
        gained += Math.max(0, jump) / 500;
        if (limit.take()) passed++;
      }
      expect(passed).toBeLessThanOrEqual(5 + gained);
    }),
  );
});

test('fills up again with time, up to the burst', () => {
  let now = 0;
  const limit = new RateLimit(3, 1, () => now);
  const all = () => Array.from({ length: 5 }, () => limit.take());
  expect(all()).toEqual([true, true, true, false, false]);
  now = 1_000;
  expect(all()).toEqual([true, false, false, false, false]);
  now = 1_000_000;
  expect(all()).toEqual([true, true, true, false, false]);
});
