import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readSight } from '../../../../shared/app/knowledge/sights.ts';
import { atom } from '../../../../shared/symbolic/atom.ts';

const sightOf = (text: string) => {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const value = { exists: true, type: 'file', size: text.length, sha256 };
  return readSight({ query: { kind: 'file', path: '/a' }, path: 'filesystem', value }, () => false);
};

test('empty files have no sum, so that thousands of them are not copies of each other', () => {
  const relations = (text: string) => sightOf(text)?.seen.map(({ literal }) => literal.relation);
  expect(relations('x')).toEqual(['file', 'file-sum']);
  expect(relations('')).toEqual(['file']);
});

test('the sum that a file had before it was emptied ends', () => {
  const closed = sightOf('')?.closed;
  expect(closed?.relations).toEqual(['file-sum']);
  expect(closed?.about(atom('file-sum', '/a', 'x'))).toBe(true);
  expect(closed?.about(atom('file-sum', '/b', 'x'))).toBe(false);
});
