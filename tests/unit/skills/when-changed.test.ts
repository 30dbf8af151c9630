import { expect, it } from 'vitest';
import { sayWhenChanged } from '../../../shared/skills/when-changed.ts';

const at = (year: number, month = 0, day = 1, hour = 0, minute = 0): number =>
  new Date(year, month, day, hour, minute).getTime();

it.each([
  [at(2026, 10, 27), at(2026, 10, 28), ['changed on 27 Nov 2026']],
  [at(2026, 10), at(2026, 11), ['changed in November 2026']],
  [at(2026, 11), at(2027, 0), ['changed in December 2026']],
  [at(2025), at(2026), ['changed in 2025']],
  [at(2020), at(2023), ['changed from 2020 to 2022']],
  [at(2026, 5), at(2026, 8), ['changed from June 2026 to August 2026']],
  [at(2026, 10, 16), at(2026, 10, 23), ['changed from 16 Nov 2026 to 22 Nov 2026']],
  // From 27 November at noon to 28 November at noon is neither day.
  [at(2026, 10, 27, 12), at(2026, 10, 28, 12), ['changed from 27 Nov 2026, 12:00 to 28 Nov 2026, 12:00']],
  [at(2026, 10, 27), at(2026, 10, 28, 0, 1), ['changed from 27 Nov 2026, 00:00 to 28 Nov 2026, 00:01']],
  [at(2026, 10, 27), undefined, ['changed since 27 Nov 2026']],
  [undefined, at(2026, 10, 27, 9, 30), ['last changed before 27 Nov 2026, 09:30']],
  // Nothing lies between them: that is said as it is.
  [at(2026, 10, 28), at(2026, 10, 27), ['changed since 28 Nov 2026', 'last changed before 27 Nov 2026']],
  [undefined, undefined, []],
] as const)('from %s, before %s: %j', (after, before, said) => {
  expect(sayWhenChanged(after, before)).toEqual(said);
});
