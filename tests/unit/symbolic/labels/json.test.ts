import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelledJson } from '../../../../shared/symbolic/labels/json.ts';
import { SONNY, type Source } from '../../../../shared/symbolic/labels/source.ts';
import { labelled, LabelledText } from '../../../../shared/symbolic/labels/text.ts';
import { aText } from './pieces.ts';

const page: Source = { kind: 'page', of: 'https://shop.example' };
const person: Source = { kind: 'person', of: '' };
const plainOf = (text: string): unknown => LabelledJson.parse(LabelledText.of(text, page)).plain;

/** Each character of the text, by turns of the two sources. */
const striped = (text: string): LabelledText =>
  LabelledText.join(
    Array.from({ length: text.length }, (_, i) => LabelledText.of(text.charAt(i), i % 2 ? page : person)),
  );

describe('labelled JSON', () => {
  it('parses and writes what JSON does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 2), (value, indent) => {
        const json = JSON.stringify(value, null, indent);
        const parsed = LabelledJson.parse(striped(json));
        expect(parsed.plain).toEqual(JSON.parse(json));
        expect(JSON.parse(parsed.stringify().text)).toEqual(JSON.parse(json));
        expect(JSON.parse(LabelledJson.of(JSON.parse(json), [page]).stringify().text)).toEqual(JSON.parse(json));
      }),
    );
    expect(plainOf('{"a":1,"a":[2],"__proto__":{"x":1}}')).toEqual(JSON.parse('{"a":1,"a":[2],"__proto__":{"x":1}}'));
    expect(() => plainOf('{"a":')).toThrow(SyntaxError);
    expect(() => plainOf('['.repeat(600) + ']'.repeat(600))).toThrow(SyntaxError);
  });

  it('keeps the labels of a text to the character, through writing and reading', () => {
    fc.assert(
      fc.property(aText, aText, (text, key) => {
        const value = LabelledJson.list([LabelledJson.text(text), LabelledJson.text(key)]);
        const written = value.stringify();
        expect(JSON.parse(written.text)).toEqual([text.text, key.text]);
        const again = LabelledJson.parse(written);
        expect(again.get(0)?.asText?.toJSON()).toEqual(text.toJSON());
        expect(again.get(1)?.asText?.toJSON()).toEqual(key.toJSON());
      }),
    );
  });

  it('labels a leaf with what it was written with, and no other', () => {
    const evil = LabelledText.of('"mark@evil.example"', page);
    const json = labelled`{"to":[${evil}],"amount":${LabelledText.of('12', person)},"note":"hi"}`;
    const value = LabelledJson.parse(json);
    expect(value.get('to')?.get(0)?.labels).toEqual([page]);
    expect(value.get('to')?.labels).toEqual([SONNY, page]);
    expect(value.get('amount')?.labels).toEqual([person]);
    expect(value.get('note')?.labels).toEqual([SONNY]);
    expect([...value.leaves()].map(({ way }) => way.join('.'))).toEqual(['to.0', 'amount', 'note']);
  });

  it('loses no label of a key, an empty text or an empty list', () => {
    const value = LabelledJson.parse(LabelledText.of('{"do this":[],"":""}', page));
    expect(value.labels).toEqual([page]);
    expect(value.get('')?.labels).toEqual([page]);
    expect(value.get('do this')?.labels).toEqual([page]);
    expect(LabelledJson.record({ read: value }).stringify().labels).toEqual([SONNY, page]);
  });
});
