import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COOLDOWN, RATES } from '../../../shared/policy/budgets.ts';
import { coolsUntil, isSpent, NOTHING_SPENT, refuse, spend } from '../../../shared/policy/spending.ts';

const aClass = fc.constantFrom('R2' as const, 'R3' as const, 'R4' as const);
const times = fc.array(fc.nat(2 * 3_600_000), { maxLength: 90 }).map((all) => all.toSorted((a, b) => a - b));

it('never lets more than the rate begin within its time, and lets exactly that many', () => {
  fc.assert(
    fc.property(aClass, times, (risk, asked) => {
      const rate = RATES[risk]!;
      let spending = NOTHING_SPENT;
      const begun: number[] = [];
      for (const at of asked) {
        const within = begun.filter((one) => one > at - rate.per).length;
        expect(isSpent(spending, risk, at)).toBe(within >= rate.most);
        if (isSpent(spending, risk, at)) continue;
        spending = spend(spending, risk, at);
        begun.push(at);
      }
    }),
    { numRuns: 300 },
  );
});

it('keeps classes apart, and has no rate for what only looks or moves around', () => {
  let spending = NOTHING_SPENT;
  for (let n = 0; n < 1000; n++) for (const risk of ['R0', 'R1', 'R4'] as const) spending = spend(spending, risk, n);
  expect(['R0', 'R1', 'R2', 'R3'].some((risk) => isSpent(spending, risk as 'R0', 1000))).toBe(false);
  expect(isSpent(spending, 'R4', 1000)).toBe(true);
  expect(isSpent(spending, 'R4', 3_600_000 + 1000)).toBe(false);
});

it('a clock that is set back frees nothing', () => {
  let spending = NOTHING_SPENT;
  for (let n = 0; n < 3; n++) spending = spend(spending, 'R4', 10_000_000);
  expect(isSpent(spending, 'R4', 1)).toBe(true);
});

it('cools a class down after two noes that lie close together, for ten minutes from the last', () => {
  fc.assert(
    fc.property(fc.nat(3_600_000), fc.nat(3_600_000), (first, gap) => {
      const once = refuse(NOTHING_SPENT, 'R3', first);
      expect(coolsUntil(once, 'R3', first)).toBeNull();
      const last = first + gap;
      const twice = refuse(once, 'R3', last);
      const until = gap <= COOLDOWN.within ? last + COOLDOWN.rest : null;
      expect(coolsUntil(twice, 'R3', last)).toBe(until);
      expect(coolsUntil(twice, 'R3', last + COOLDOWN.rest)).toBeNull();
      expect(coolsUntil(twice, 'R4', last)).toBeNull();
    }),
    { numRuns: 200 },
  );
});
