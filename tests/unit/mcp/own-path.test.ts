import { delimiter } from 'node:path';
import { expect, test } from 'vitest';
import { ownPathFirst } from '../../../automation/mcp/own-path.ts';

const path = (...folders: string[]): string => folders.join(delimiter);

test('a person’s own folders come before those that npm put before them', () => {
  const npm = ['/sonny/node_modules/.bin', '/node_modules/.bin', '/lib/npm/run-script/lib/node-gyp-bin'];
  expect(ownPathFirst(path(...npm, '/home/a/bin', '/usr/bin'))).toBe(path('/home/a/bin', '/usr/bin', ...npm));
});

test('a path that npm had no part in stays as it is', () => {
  expect(ownPathFirst(path('/home/a/bin', '/usr/bin'))).toBe(path('/home/a/bin', '/usr/bin'));
  expect(ownPathFirst('')).toBe('');
});
