import { expect, test } from 'vitest';
import { below, type Reason, reasonsOf } from '../../../renderer/why/tree.ts';
import type { ExplanationLine } from '../../../shared/protocol/knowledge.ts';

const line = (depth: number, say: string): ExplanationLine => ({ depth, say, kind: 'claim' });
const shape = (reasons: readonly Reason[]): unknown => reasons.map(({ line: { say }, under }) => [say, shape(under)]);

test('indented lines are read as a tree', () => {
  const reasons = reasonsOf([line(0, 'a'), line(1, 'b'), line(2, 'c'), line(1, 'd'), line(0, 'e')]);
  expect(shape(reasons)).toEqual([
    [
      'a',
      [
        ['b', [['c', []]]],
        ['d', []],
      ],
    ],
    ['e', []],
  ]);
  expect(reasons.map(below)).toEqual([3, 0]);
});

test('a line that is indented too far, or that begins deep, loses nothing', () => {
  expect(shape(reasonsOf([line(2, 'a'), line(7, 'b'), line(1, 'c')]))).toEqual([
    ['a', [['b', []]]],
    ['c', []],
  ]);
});

test('two hundred levels are read', () => {
  const lines = Array.from({ length: 200 }, (_, depth) => line(depth, `level ${depth}`));
  expect(reasonsOf(lines).map(below)).toEqual([199]);
});
