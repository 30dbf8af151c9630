import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../shared/symbolic/labels/answer.ts';
import { SourceView } from '../../../../shared/protocol/provenance.ts';
import { joinLabels, labelsOf, saySource, SONNY, Source } from '../../../../shared/symbolic/labels/source.ts';
import { fillTemplate, labelled, LabelledText } from '../../../../shared/symbolic/labels/text.ts';
import { aSource, aText, byCharacter, SOURCES } from './pieces.ts';

const [person, , page, mail] = SOURCES as [
  (typeof SOURCES)[0],
  (typeof SOURCES)[0],
  (typeof SOURCES)[0],
  (typeof SOURCES)[0],
];

describe('labels', () => {
  it('join is associative, commutative and idempotent, and loses none', () => {
    const some = fc.array(aSource, { maxLength: 4 }).map((sources) => labelsOf(...sources));
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        expect(joinLabels([a, joinLabels([b, c])])).toEqual(joinLabels([joinLabels([c, a]), b]));
        expect(joinLabels([a, a])).toEqual(a);
        for (const source of [...a, ...b]) expect(joinLabels([a, b])).toContainEqual(source);
      }),
    );
  });

  it('name a page by its host and a person as you', () => {
    expect(saySource({ kind: 'page', of: 'https://shop.example/cart?x=1' })).toBe('the page shop.example');
    expect(saySource({ kind: 'person', of: '' })).toBe('you');
  });
});

describe('a labelled text', () => {
  it('slices, trims, splits and joins as a string does, each character keeping its labels', () => {
    fc.assert(
      fc.property(aText, fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }), (text, from, to) => {
        const labels = byCharacter(text);
        const cut = text.slice(from, to);
        expect(cut.text).toBe(text.text.slice(from, to));
        expect(byCharacter(cut)).toEqual(labels.slice(from, to));
        const trimmed = text.trim();
        const start = text.length - text.text.trimStart().length;
        expect(trimmed.text).toBe(text.text.trim());
        expect(byCharacter(trimmed)).toEqual(labels.slice(start, start + trimmed.length));
      }),
    );
  });

  it('splits as a string does, and joined again is what it was', () => {
    fc.assert(
      fc.property(aText, fc.constantFrom<string | RegExp>(',', '', ' ', /[,\s]/u, /,*/u, 'ab'), (text, separator) => {
        const pieces = text.split(separator);
        expect(pieces.map((piece) => piece.text)).toEqual(text.text.split(separator));
      }),
    );
    fc.assert(
      fc.property(aText, (text) => {
        const comma = LabelledText.of(',', SONNY);
        const again = LabelledText.join(text.split(','), comma);
        expect(again.text).toBe(text.text);
        byCharacter(again).forEach((labels, i) => {
          if (text.text[i] !== ',') expect(labels).toBe(byCharacter(text)[i]);
        });
      }),
    );
  });

  it('replaces as a string does; what stays keeps its labels, what comes brings its own', () => {
    const finds: readonly (string | RegExp)[] = ['a', 'ab', '', /a|,/u, /[ab]+/gu, /$/u, / */gu];
    fc.assert(
      fc.property(aText, aText, fc.constantFrom(...finds), (text, put, find) => {
        const replaced = text.replace(find, put);
        expect(replaced.text).toBe(text.text.replace(find, () => put.text));
        const kept = text.replace(find, (match) => match);
        expect(kept.text).toBe(text.text);
        expect(byCharacter(kept)).toEqual(byCharacter(text));
        expect(text.replace('b', put, 'all').text).toBe(text.text.replaceAll('b', () => put.text));
        for (const source of replaced.labels) expect([...text.labels, ...put.labels]).toContainEqual(source);
      }),
    );
  });

  it('loses no label by a change of case or form, followed by character or not', () => {
    const changes: readonly ((text: string) => string)[] = [
      (text) => text.toUpperCase(),
      (text) => text.toLowerCase(),
      (text) => text.normalize('NFKD'),
      (text) => [...text].reverse().join(''),
      (text) => `“${text}”`,
    ];
    fc.assert(
      fc.property(aText, fc.constantFrom(...changes), (text, change) => {
        const changed = text.map(change);
        expect(changed.text).toBe(change(text.text));
        if (changed.length > 0) expect(changed.labels).toEqual(expect.arrayContaining([...text.labels]));
      }),
    );
  });

  it('comes back from JSON as it was, and is refused where a character has no label', () => {
    fc.assert(
      fc.property(aText, (text) => {
        const again = LabelledText.parse(JSON.parse(JSON.stringify(text)));
        expect(again.toJSON()).toEqual(text.toJSON());
      }),
    );
    expect(() => LabelledText.parse({ text: 'ab', spans: [{ start: 0, end: 1, labels: [page] }] })).toThrow(RangeError);
    expect(() => LabelledText.parse({ text: 'a', spans: [{ start: 0, end: 1, labels: [] }] })).toThrow(RangeError);
    expect(() => LabelledText.carrying('a', [])).toThrow(RangeError);
  });

  it('does not become a string unasked', () => {
    const text = LabelledText.of('pay', page);
    expect(() => `It says: ${text as unknown as string}`).toThrow(TypeError);
    expect(() => (text as unknown as string) + '!').toThrow(TypeError);
  });

  it('fills templates: what stands in a slot keeps its labels and is no template', () => {
    const evil = LabelledText.of('{{secret}} now', page);
    const filled = fillTemplate('Summarise: {{page}} for {{who}}', { page: evil, who: LabelledText.of('me', person) });
    expect(filled.text).toBe('Summarise: {{secret}} now for me');
    expect(filled.spans.map(({ start, end, labels }) => [filled.text.slice(start, end), labels])).toEqual([
      ['Summarise: ', [SONNY]],
      ['{{secret}} now', [page]],
      [' for ', [SONNY]],
      ['me', [person]],
    ]);
    expect(() => fillTemplate('{{toString}}', {})).toThrow(RangeError);
    expect(labelled`It says: ${evil}.`.text).toBe('It says: {{secret}} now.');
  });

  it('is of all that a model was given, and of the model, where a model wrote it', () => {
    const answer = answerOf('Pay Bob.', 'local', [
      LabelledText.of('x', page),
      LabelledText.of('y', mail),
      { labels: [] },
    ]);
    expect(answer.labels).toEqual(labelsOf(page, mail, { kind: 'model', of: 'local' }));
    expect(answer.spans).toHaveLength(1);
  });
});

describe('kinds of sources', () => {
  it('are told to windows by the same names', () => {
    expect(SourceView.shape.kind.options.toSorted()).toEqual(Source.shape.kind.options.toSorted());
  });
});
