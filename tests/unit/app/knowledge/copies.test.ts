import { expect, test } from 'vitest';
import { Copies } from '../../../../shared/app/knowledge/copies.ts';
import { readSight, type Sight } from '../../../../shared/app/knowledge/sights.ts';
import { atom } from '../../../../shared/symbolic/atom.ts';

const sightOf = (path: string, sha256: string): Sight => {
  const value = { exists: true, type: 'file', size: 1, sha256 };
  const sight = readSight({ query: { kind: 'file', path }, path: 'filesystem', value }, () => false);
  if (!sight) throw new Error('nothing was seen');
  return sight;
};
const isTold = ({ seen }: Sight): boolean => seen.some(({ literal }) => literal.relation === 'file-sum');

test('of thousands of files with the same bytes so many are told of that their pairs stay few', () => {
  const copies = new Copies();
  const told = Array.from({ length: 5000 }, (_, i) => copies.within(sightOf(`/a/${i}`, 'same'))).filter(isTold);
  expect(told).toHaveLength(32);
  expect(isTold(copies.within(sightOf('/a/other', 'another')))).toBe(true);
});

test('a file that was told of stays so, and makes room once its bytes are others', () => {
  const copies = new Copies();
  for (let i = 0; i < 40; i++) copies.within(sightOf(`/a/${i}`, 'same'));
  expect(isTold(copies.within(sightOf('/a/0', 'same')))).toBe(true);
  const late = copies.within(sightOf('/a/39', 'same'));
  expect(isTold(late)).toBe(false);
  expect(late.seen.map(({ literal }) => literal.relation)).toEqual(['file']);
  expect(late.closed?.about(atom('file-sum', '/a/39', 'before'))).toBe(true);
  expect(late.closed?.about(atom('file-sum', '/a/0', 'same'))).toBe(false);
  const gone = readSight(
    { query: { kind: 'file', path: '/a/0' }, path: 'filesystem', value: { exists: false } },
    () => false,
  );
  expect(gone && copies.within(gone)).toBe(gone);
  expect(isTold(copies.within(sightOf('/a/39', 'same')))).toBe(true);
});
