import { expect, test } from 'vitest';
import { telling } from '../../../renderer/words/chips.ts';

const chip = (start: number, end: number, say: string) => ({ kind: 'object' as const, start, end, say });

test('a part that is all of the goal once more is not shown beside it', () => {
  const goal = 'Greet  Anna ';
  expect(telling([chip(0, 12, 'something')], goal)).toEqual([]);
  expect(telling([chip(0, 5, '“greet anna”')], goal)).toEqual([]);
  const parts = [chip(0, 5, 'greet'), chip(7, 11, 'Anna')];
  expect(telling(parts, goal)).toEqual(parts);
});
