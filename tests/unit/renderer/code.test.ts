import { expect, test } from 'vitest';
import { stretches } from '../../../renderer/words/code.ts';

test('what is typed is told from the sentence around it', () => {
  expect(stretches('Run `npm start -- doctor`, then `x`.')).toEqual([
    { text: 'Run ', code: false },
    { text: 'npm start -- doctor', code: true },
    { text: ', then ', code: false },
    { text: 'x', code: true },
    { text: '.', code: false },
  ]);
  expect(stretches('`a`')).toEqual([{ text: 'a', code: true }]);
  expect(stretches('one ` alone')).toEqual([{ text: 'one ` alone', code: false }]);
  expect(stretches('and `` empty')).toEqual([{ text: 'and `` empty', code: false }]);
  expect(stretches('')).toEqual([]);
});
