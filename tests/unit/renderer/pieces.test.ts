import { expect, test } from 'vitest';
import { pieces } from '../../../renderer/words/pieces.ts';

const chip = (start: number, end: number, kind: 'verb' | 'unknown' = 'verb') => ({ kind, start, end, say: '' });

test('a text is cut along its chips and loses nothing', () => {
  const text = 'open the door';
  const cut = pieces(text, [chip(9, 13, 'unknown'), chip(0, 4)]);
  expect(cut).toEqual([
    { text: 'open', kind: 'verb' },
    { text: ' the ', kind: 'plain' },
    { text: 'door', kind: 'unknown' },
  ]);
  expect(cut.map((piece) => piece.text).join('')).toBe(text);
});

test.each([
  ['beyond the text, which has become shorter', [chip(2, 40)]],
  ['that are empty', [chip(1, 1)]],
])('chips %s are left out', (_, chips) => {
  expect(pieces('open', chips)).toEqual([{ text: 'open', kind: 'plain' }]);
});

test('of chips that overlap the first stands', () => {
  expect(pieces('open', [chip(0, 3), chip(2, 4)]).map(({ text }) => text)).toEqual(['ope', 'n']);
});
