import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GROUPS, select } from '../../../build/suite/groups.mjs';

const chosen = (...filters: string[]) => select(filters).map(({ group, paths }) => [group.name, ...paths]);

test('without a filter every folder of every group runs', () => {
  expect(chosen().flat()).toEqual(
    GROUPS.flatMap(({ name, folders }) => [name, ...folders.map((folder) => `tests/${folder}/`)]),
  );
});

test.each<[string, string[][]]>([
  [
    'unit',
    [
      ['pure', 'tests/unit/'],
      ['fast', 'tests/unit/'],
    ],
  ],
  [
    'desktop',
    [
      ['desktop', 'tests/desktop/'],
      ['stop', 'tests/desktop/'],
    ],
  ],
  ['tests/desktop/stop/stops.test.ts', [['stop', 'tests/desktop/stop/stops.test.ts']]],
  ['tests/unit/goals', [['pure', 'tests/unit/goals']]],
  ['tests/unit/files', [['fast', 'tests/unit/files']]],
  ['tests/e2e/flow.test.ts', [['e2e', 'tests/e2e/flow.test.ts']]],
])('%s runs only where it can lie', (filter, expected) => {
  expect(chosen(filter)).toEqual(expected);
});

test('a word that names no folder is looked for everywhere', () => {
  expect(chosen('shopping').map(([name]) => name)).toEqual(GROUPS.map(({ name }) => name));
});

test('a folder that is kept out of a group is another group’s', () => {
  const folders = GROUPS.flatMap((group) => group.folders);
  for (const { without = [] } of GROUPS) expect(folders).toEqual(expect.arrayContaining([...without]));
});

test('what needs a desktop says how many may be there at once', () => {
  for (const { needs, atOnce } of GROUPS) expect(atOnce !== undefined).toBe(needs.length > 0);
});

test('what is said to take long is there', () => {
  const named = GROUPS.flatMap(({ long = [] }) => long.map((name) => `../../${name}.test.ts`));
  expect(named.filter((name) => !existsSync(new URL(name, import.meta.url)))).toEqual([]);
});
