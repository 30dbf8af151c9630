import { expect, test } from 'vitest';
import { lively } from '../../../renderer/state-graph/contexts.ts';

const context = (id: string, parent: string | null, facts: number) => ({ id, parent, label: id, facts });
const CONTEXTS = [
  context('world', null, 0),
  context('files', 'world', 4),
  context('goal-1', 'world', 0),
  context('editor', 'world', 0),
  context('window', 'editor', 2),
  context('goal-2', 'world', 0),
  context('branch', 'goal-2', 0),
];

const ids = (chosen: string | null): readonly string[] => lively(CONTEXTS, chosen).map(({ id }) => id);

test('a place without facts has no line, unless it is around one that has some', () => {
  expect(ids(null)).toEqual(['world', 'files', 'editor', 'window']);
});

test('what is looked at keeps its line, with all that is around it', () => {
  expect(ids('branch')).toEqual(['world', 'files', 'editor', 'window', 'goal-2', 'branch']);
});
