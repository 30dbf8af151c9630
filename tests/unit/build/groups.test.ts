import { expect, test } from 'vitest';
import { GROUPS, select } from '../../../build/suite/groups.mjs';

const chosen = (...filters: string[]) => select(filters).map(({ group, paths }) => [group.name, ...paths]);

test('without a filter every folder of every group runs', () => {
  expect(chosen().flat()).toEqual(
    GROUPS.flatMap(({ name, folders }) => [name, ...folders.map((folder) => `tests/${folder}/`)]),
  );
});

test.each<[string, string[][]]>([
  ['unit', [['fast', 'tests/unit/']]],
  ['desktop', [['desktop', 'tests/desktop/']]],
  ['tests/unit/goals', [['fast', 'tests/unit/goals']]],
  ['tests/e2e/flow.test.ts', [['e2e', 'tests/e2e/flow.test.ts']]],
])('%s runs only where it can lie', (filter, expected) => {
  expect(chosen(filter)).toEqual(expected);
});

test('a word that names no folder is looked for everywhere', () => {
  expect(chosen('shopping').map(([name]) => name)).toEqual(GROUPS.map(({ name }) => name));
});

test('what shares one desktop never runs side by side', () => {
  for (const { needs, serial } of GROUPS) expect(serial).toBe(needs.length > 0);
});
