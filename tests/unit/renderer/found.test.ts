import { expect, test } from 'vitest';
import { answerOf, foundWords, shownOf } from '../../../renderer/words/found.ts';
import { lastFound } from '../../../shared/protocol/found.ts';
import { step, verified } from '../../e2e/scene-parts.ts';

const many = { kind: 'list', items: Array.from({ length: 55 }, (_, i) => `~/${i}.pdf`) } as const;

test('what was found is counted', () => {
  expect(foundWords(many)).toBe('55 found');
  expect(foundWords({ kind: 'list', items: [] })).toBe('Nothing was found');
  expect(foundWords({ kind: 'text', text: 'x'.repeat(1200) })).toBe('1,200 characters read');
  expect(foundWords({ kind: 'text', text: '\n' })).toBe('There is no text in it');
});

test('a text of one short line is said itself', () => {
  expect(answerOf({ kind: 'text', text: ' 23:07 UTC\n' })).toBe('23:07 UTC');
  for (const text of ['', '\n', 'one\ntwo', 'x'.repeat(121)]) expect(answerOf({ kind: 'text', text })).toBeNull();
  expect(answerOf(many)).toBeNull();
  expect(answerOf(null)).toBeNull();
});

test('twenty are shown until all are asked for', () => {
  const few = shownOf(many, 'few');
  expect(few.text.split('\n')).toHaveLength(20);
  expect(few.whole).toBe(false);
  expect(shownOf(many, 'all')).toEqual({ text: many.items.join('\n'), whole: true });
  expect(shownOf({ kind: 'text', text: 'x'.repeat(200_000) }, 'all')).toEqual({
    text: 'x'.repeat(100_000),
    whole: false,
  });
});

test('the step that the person asked to be told of is the last that looked for nobody else', () => {
  const look = (id: string, text: string) =>
    step(id, [], { skill: 'files.read', title: 'Read', why: '', risk: 'R0', ...verified('', 0), outputs: { text } });
  const write = step('s3', ['s2'], {
    skill: 'files.write',
    title: 'Write',
    why: '',
    args: { text: { from: 's2', output: 'text' } },
  });
  expect(lastFound([look('s1', 'a'), look('s2', 'b'), write])?.id).toBe('s1');
  expect(lastFound([look('s1', 'a'), look('s2', 'b')])?.id).toBe('s2');
  expect(lastFound([write])).toBeUndefined();
});
