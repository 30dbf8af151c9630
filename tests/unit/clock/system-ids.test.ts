import { expect, test } from 'vitest';
import { createSystemIds } from '../../../automation/clock/system-ids.ts';

test('ids sort in the order they were made, even when the clock stands still or goes back', () => {
  const times = [1000, 1000, 1000, 400, 2000];
  const ids = createSystemIds({ now: () => times.shift() ?? 3000 });
  const made = Array.from({ length: 6 }, () => ids.next('run'));
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(6);
});

test('an id says what it names', () => {
  const ids = createSystemIds({ now: () => 1 });
  expect(ids.next('question')).toMatch(/^question-[0-9a-z]{22}$/);
});

test('secrets have 256 bits and never repeat', () => {
  const ids = createSystemIds({ now: () => 1 });
  const [first, second] = [ids.secret(), ids.secret()];
  expect(Buffer.from(first, 'base64url')).toHaveLength(32);
  expect(first).not.toBe(second);
});
