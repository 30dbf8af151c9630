import { afterEach, expect, it } from 'vitest';
import { sayMoment } from '../../../../shared/app/knowledge/words.ts';

const ZONE = process.env['TZ'];
afterEach(() => {
  if (ZONE === undefined) delete process.env['TZ'];
  else process.env['TZ'] = ZONE;
});

it.each([
  ['UTC', '2026-11-28 16:25'],
  ['Europe/Berlin', '2026-11-28 17:25'],
  ['Asia/Kolkata', '2026-11-28 21:55'],
])('a moment is told by the person’s own clock: %s', (zone, told) => {
  process.env['TZ'] = zone;
  expect(sayMoment(Date.UTC(2026, 10, 28, 16, 25, 40))).toBe(told);
});

it('a moment that no calendar holds is its number', () => {
  expect(sayMoment(9e15)).toBe('9000000000000000');
});
