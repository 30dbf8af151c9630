import { expect, test } from 'vitest';
import { stretchesOf } from '../../../renderer/words/variables.ts';

test('a rule’s variables are told from its words, also where they stand at an edge or side by side', () => {
  const seen = (sentence: string) => stretchesOf(sentence).map(({ text, variable }) => (variable ? `<${text}>` : text));
  expect(seen('{file} has {bytes} bytes.')).toEqual(['<file>', ' has ', '<bytes>', ' bytes.']);
  expect(seen('{files} .{ending-of-it}{to}')).toEqual(['<files>', ' .', '<ending of it>', '<to>']);
  expect(seen('The clipboard holds text.')).toEqual(['The clipboard holds text.']);
});
