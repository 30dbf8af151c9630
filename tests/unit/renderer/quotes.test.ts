import { expect, test } from 'vitest';
import { singleInside } from '../../../renderer/words/quotes.ts';

test.each([
  ['Waiting for your word on “Click “OK” in “Find””.', 'Waiting for your word on “Click ‘OK’ in ‘Find’”.'],
  ['“One” and “two”', '“One” and “two”'],
  ['Stopped at “Write “ into it”', 'Stopped at “Write “ into it”'],
  ['a ” alone', 'a ” alone'],
])('%s', (text, said) => expect(singleInside(text)).toBe(said));
