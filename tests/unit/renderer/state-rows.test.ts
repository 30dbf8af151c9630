import { expect, test } from 'vitest';
import { inView, matching, rowsOf } from '../../../renderer/state-graph/rows.ts';
import type { StateNode } from '../../../shared/protocol/knowledge.ts';

const node = (id: string, at: number, over: Partial<StateNode> = {}): StateNode => ({
  id,
  kind: 'fact',
  label: id,
  context: 'world',
  at,
  until: null,
  ...over,
});
const NODES = [node('file 10', 1), node('file 2', 3), node('a rule', 2, { kind: 'rule' })];
const labels = (nodes: readonly StateNode[]): string[] => nodes.map(({ label }) => label);
const name = (id: string): string => id;

test('every word must be in the label or the kind', () => {
  expect(matching(NODES, '  ')).toBeNull();
  expect([...(matching(NODES, 'FILE fact') ?? [])]).toEqual(['file 10', 'file 2']);
  expect([...(matching(NODES, 'rule') ?? [])]).toEqual(['a rule']);
});

test('rows are sorted by any column, numbers as numbers, and equal ones newest first', () => {
  expect(labels(rowsOf(NODES, null, { by: 'at', down: true }, name))).toEqual(['file 2', 'a rule', 'file 10']);
  expect(labels(rowsOf(NODES, null, { by: 'label', down: false }, name))).toEqual(['a rule', 'file 2', 'file 10']);
  expect(labels(rowsOf(NODES, null, { by: 'kind', down: false }, name))).toEqual(['file 2', 'file 10', 'a rule']);
  expect(labels(rowsOf(NODES, new Set(['file 2']), { by: 'context', down: true }, name))).toEqual(['file 2']);
});

test('of ten thousand rows only those in view are there, and a few around them', () => {
  expect(inView(0, 400, 40, 10_000)).toEqual({ first: 0, last: 16 });
  expect(inView(4000, 400, 40, 10_000)).toEqual({ first: 94, last: 116 });
  expect(inView(399_600, 400, 40, 10_000)).toEqual({ first: 9984, last: 10_000 });
  expect(inView(0, 400, 40, 3)).toEqual({ first: 0, last: 3 });
});
