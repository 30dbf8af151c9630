import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onOneLine, visible } from '../../../shared/protocol/visible.ts';

test.each([
  ['a name whose end is shown before its middle', 'invoice\u202Efdp.exe', 'invoice�fdp.exe'],
  ['one that is turned by isolates', 'a\u2066b\u2069c', 'a�b�c'],
  ['marks of direction where nothing is written from the right', 'a\u200Eb\u200Fc\u061Cd', 'a�b�c�d'],
  ['what takes no room', 'pay\u200Bpal \u2060x\uFEFF', 'pay�pal �x�'],
  ['letters that are joined or not where letters never join', 'ad\u200Dmin ro\u200Cot', 'ad�min ro�ot'],
  ['a hyphen that is seen only at the end of a line', 'in\u00ADvoice', 'in�voice'],
  ['letters without ink', 'a\u3164b', 'a�b'],
  ['words that are hidden in tags', 'hello\u{E0069}\u{E0067}\u{E006E}', 'hello�'],
  ['controls, and what steers a terminal', 'a\u0007b\u001B[2Jc\rd', 'a�b�c�d'],
])('%s is seen to be there', (_, text, shown) => {
  expect(visible(text)).toBe(shown);
  expect(onOneLine(text)).toBe(shown);
});

test.each([
  ['lines and tabs', 'a\n\tb\r\nc'],
  ['a family, and one of another colour', '👩‍👩‍👧 👩🏽‍💻 🏳️‍🌈'],
  ['the flag of Wales', '🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}'],
  ['Persian and Hindi', 'می‌خواهم क्‍ष'],
  ['marks beside words from the right', 'דוח\u200F (2026)\u200E \u200Fשנה'],
])('%s are shown as they are', (_, text) => {
  expect(visible(text)).toBe(text);
});

test('a terminal is given one line, without marks', () => {
  expect(onOneLine('a\nb\u2028c')).toBe('a�b�c');
  expect(onOneLine('דוח\u200F (2026)')).toBe('דוח (2026)');
});

test('nothing is left that turns the order of a line, and what is shown is shown the same again', () => {
  const strange = fc.constantFrom(
    ...'\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200D\u200F\u001B[\u0007\nאaب👩',
  );
  fc.assert(
    fc.property(
      fc.array(strange).map((all) => all.join('')),
      (text) => {
        const shown = visible(text);
        expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u001B\u0007]/u);
        expect(visible(shown)).toBe(shown);
      },
    ),
  );
});
