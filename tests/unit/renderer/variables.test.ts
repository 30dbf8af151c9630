import { expect, test } from 'vitest';
import { stretchesOf } from '../../../renderer/words/variables.ts';

test('a rule’s variables are told from its words, also where they stand at an edge or side by side', () => {
  const seen = (sentence: string) => stretchesOf(sentence).map(({ text, variable }) => (variable ? `_${text}_` : text));
  expect(seen('{file} has {bytes} bytes.')).toEqual(['_<file>_', ' has ', '_<bytes>_', ' bytes.']);
  expect(seen('{files} .{ending-of-it}{to}')).toEqual(['_<files>_', ' .', '_<ending of it>_', '_<to>_']);
  expect(seen('The clipboard holds text.')).toEqual(['The clipboard holds text.']);
});
