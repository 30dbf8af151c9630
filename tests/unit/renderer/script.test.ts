import { expect, test } from 'vitest';
import { lineDiff, proofOf, sayChanges, sayEffect } from '../../../renderer/words/script.ts';
import type { ScriptReview } from '../../../shared/protocol/script.ts';

const marked = (before: string, after: string): string[] =>
  lineDiff(before, after).map(({ mark, line }) => mark + line);

test('lines that stay, go and come are told apart', () => {
  expect(marked('a\nb\nc\n', 'a\nx\nc\nd\n')).toEqual([' a', '-b', '+x', ' c', '+d']);
  expect(marked('', 'a\n')).toEqual(['+a']);
  expect(marked('a', '')).toEqual(['-a']);
  expect(marked('a\n\nb', 'a\n\nb')).toEqual([' a', ' ', ' b']);
});

const review: ScriptReview = {
  passed: true,
  problems: [],
  effects: [],
  unused: [],
  tests: [{ name: 'a', ok: true }],
  edges: [],
  mutants: { made: 10, killed: 9, survived: [] },
  changes: [],
  steady: true,
  walls: [],
};

test('what is known of a script is a sentence', () => {
  expect(proofOf(review)).toBe('1 test of 1 pass; they notice 9 of 10 small changes to it');
  expect(sayChanges({ ...review, changes: null })).toContain('can’t be shown');
  expect(sayChanges(review)).toContain('changed nothing');
  const change = { path: '/a', before: { say: '' }, after: { say: '' }, sha256: '' };
  expect(sayChanges({ ...review, changes: [change] })).toContain('exactly this, or nothing');
  expect(sayChanges({ ...review, changes: [change], steady: false })).toContain('something else each time');
  expect(sayEffect({ kind: 'write', target: null, declared: null, line: 1 })).toContain('the walls let through only');
});
