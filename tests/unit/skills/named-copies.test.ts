import { expect, it } from 'vitest';
import { copiesAmong } from '../../../shared/skills/choosing.ts';
import { namesCopied } from '../../../shared/skills/named-copies.ts';

it.each([
  ['b (1).pdf', 'b.pdf'],
  ['B copy.pdf', 'b.pdf'],
  ['b copy 2.pdf', 'b.pdf'],
  ['b - Copy.pdf', 'b.pdf'],
  ['b - Copy (2).pdf', 'b.pdf'],
  ['b_copy.pdf', 'b.pdf'],
  ['b2.pdf', 'b.pdf'],
  ['b-2.pdf', 'b.pdf'],
  ['Copy of b.pdf', 'b.pdf'],
  ['a copy-2.txt', 'a copy.txt'],
  ['b (1) copy.pdf', 'b.pdf'],
])('%s is named as a copy of %s', (name, original) => expect(namesCopied(name)).toContain(original));

it.each(['b.pdf', '2024.pdf', 'copy.pdf', 'photocopy.pdf', '(1).pdf', '.bashrc'])('%s is named as no copy', (name) =>
  expect(namesCopied(name)).toEqual([]),
);

it('only what holds the same is a copy, and of equals the oldest is the original, then the first by its path', () => {
  const file = (path: string, changed: number, hash = 'same') => ({ path, size: 4, changed, hash });
  const copies = (...files: readonly ReturnType<typeof file>[]) =>
    copiesAmong(files, ({ hash }) => hash).map(({ path }) => path);
  expect(copies(file('/d/b (1).pdf', 1), file('/d/b.pdf', 2))).toEqual(['/d/b (1).pdf']);
  expect(copies(file('/d/b (1).pdf', 1), file('/d/b.pdf', 2, 'else'), file('/d/x.pdf', 3))).toEqual(['/d/x.pdf']);
  expect(copies(file('/d/a.pdf', 2), file('/d/x.pdf', 1))).toEqual(['/d/a.pdf']);
  expect(copies(file('/d/x.pdf', 1), file('/d/a.pdf', 1))).toEqual(['/d/x.pdf']);
});
