import { expect, test } from 'vitest';
import { clock, clockLeft, dayName, duration, exact, relative } from '../../../renderer/words/time.ts';

const noon = new Date(2026, 2, 4, 12, 0).getTime();
const HOUR = 3_600_000;

test('times are relative while that says more, and then of the day', () => {
  expect(relative(noon - 20_000, noon)).toBe('just now');
  expect(relative(noon - 300_000, noon)).toBe('5 min ago');
  expect(relative(noon - 2 * HOUR, noon)).toBe('10:00');
  expect(relative(noon - 26 * HOUR, noon)).toContain('Tue');
  // In 24 hours, as the terminal and explanations tell them.
  expect([clock(noon + 2 * HOUR), exact(noon + 2 * HOUR)]).toEqual(['14:00:00', expect.stringContaining('14:00:00')]);
});

test('days are counted by midnight, not by 24 hours', () => {
  expect(dayName(noon - 11 * HOUR, noon)).toBe('Today');
  expect(dayName(noon - 13 * HOUR, noon)).toBe('Yesterday');
});

test('durations are short, and a countdown never goes below nothing', () => {
  expect([duration(4), duration(310), duration(12_400), duration(125_000)]).toEqual([
    '< 0.1 s',
    '0.3 s',
    '12 s',
    '2:05',
  ]);
  expect(clockLeft(-5_000)).toBe('0:00');
  expect(clockLeft(61_001)).toBe('1:02');
});
