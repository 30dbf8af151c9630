import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenize } from '../../../shared/goals/token.ts';

const pieces = (text: string): readonly string[] => tokenize(text).map((t) => `${t.kind}:${t.value}`);

test.each([
  ['Open Mousepad, please.', ['word:open', 'word:mousepad', 'mark:,', 'word:please', 'mark:.']],
  ['~/a\\ b.txt, /etc', ['path:~/a b.txt', 'mark:,', 'path:/etc']],
  ['go to https://a.test/x?y=1!', ['word:go', 'word:to', 'url:https://a.test/x?y=1', 'mark:!']],
  ['it’s "it\'s"', ["word:it's", "quote:it's"]],
  ["'quoted text' now", ['quote:quoted text', 'word:now']],
  ["'tis it", ["word:'tis", 'word:it']],
  ['a “b “c” d” e', ['word:a', 'quote:b “c” d', 'word:e']],
  ['„unten“ und', ['quote:unten', 'word:und']],
  ['"a\\"b" "c\\', ['quote:a"b', 'unclosed:c\\']],
  ['12.5×8', ['word:12.5×8']],
  ['a\r\nb', ['word:a', 'break:\r\n', 'word:b']],
  ['a\u202Eb', ['word:a', 'strange:\u202E', 'word:b']],
])('%j', (text, expected) => expect(pieces(text)).toEqual(expected));

test('pieces lie in the text one after another and leave only spaces out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      let end = 0;
      for (const token of tokenize(text)) {
        expect(text.slice(end, token.start)).toMatch(/^\s*$/u);
        expect(text.slice(token.start, token.end)).toBe(token.text);
        end = token.end;
      }
      expect(text.slice(end)).toMatch(/^\s*$/u);
    }),
  );
});
