import { expect, test } from 'vitest';
import { roundedPath } from '../../../renderer/run/graph/rounded-path.ts';

test('a straight way stays straight', () => {
  expect(
    roundedPath([
      { x: 0, y: 0 },
      { x: 0, y: 40 },
    ]),
  ).toBe('M0 0L0 40');
});

test('a corner is rounded, but never beyond the middle of its shorter side', () => {
  expect(
    roundedPath([
      { x: 0, y: 0 },
      { x: 0, y: 40 },
      { x: 6, y: 40 },
    ]),
  ).toBe('M0 0L0 32Q0 40 3 40L6 40');
});

test('no points give no path', () => {
  expect(roundedPath([])).toBe('');
});
