import { describe, expect, it } from 'vitest';
import { newNames } from '../../../shared/planning/new-names.ts';

const to = (paths: string[], naming: Parameters<typeof newNames>[1]): string[] =>
  newNames(paths, naming).map((r) => r.to);

describe('new names', () => {
  it('number files in order, padded, and keep the ending', () => {
    expect(to(['/p/b.jpg', '/p/c.png'], { pattern: 'holiday-{n:3}' })).toEqual([
      '/p/holiday-001.jpg',
      '/p/holiday-002.png',
    ]);
    expect(to(['/p/b.jpg'], { pattern: '{name}-old.{ext}' })).toEqual(['/p/b-old.jpg']);
  });

  it('replace text in the stem only', () => {
    expect(to(['/p/jpg-1.jpg'], { find: 'jpg', with: 'pic' })).toEqual(['/p/pic-1.jpg']);
  });

  it('leave out what keeps its name', () => {
    expect(newNames(['/p/a1.txt', '/p/b.txt'], { find: 'a', with: 'c' })).toEqual([
      { from: '/p/a1.txt', to: '/p/c1.txt' },
    ]);
  });

  it.each([
    ['two with one name', ['/p/a.txt', '/p/b.txt'], { pattern: 'same.txt' }],
    ['a path', ['/p/a.txt'], { pattern: '../{name}' }],
    ['an unknown placeholder', ['/p/a.txt'], { pattern: '{date}-{name}.{ext}' }],
    ['nothing to do', ['/p/a.txt'], { find: 'x', with: 'y' }],
  ])('refuse %s', (_, paths, naming) => {
    expect(() => newNames(paths, naming)).toThrow(expect.objectContaining({ code: 'PLAN_DOES_NOT_HOLD' }));
  });
});
