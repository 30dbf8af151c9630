import { expect, test } from 'vitest';
import { characters } from '../../../automation/desktop/characters.ts';

test.each([
  ['', '0 characters'],
  ['a', '1 character'],
  ['😀', '1 character'],
  ['ab', '2 characters'],
])('%j is told as %s', (text, said) => expect(characters(text)).toBe(said));
