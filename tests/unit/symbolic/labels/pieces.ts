import fc from 'fast-check';
import { LabelledText, TextBuilder } from '../../../../shared/symbolic/labels/text.ts';
import type { Source } from '../../../../shared/symbolic/labels/source.ts';

export const SOURCES: readonly Source[] = [
  { kind: 'person', of: '' },
  { kind: 'sonny', of: '' },
  { kind: 'page', of: 'https://shop.example/cart' },
  { kind: 'mail', of: 'from Alice' },
  { kind: 'file', of: '/home/a/notes.txt' },
];

export const aSource = fc.constantFrom(...SOURCES);

/** Texts with separators, blanks, escapes and characters of two units, so that changes find something to do. */
const aPiece = fc.string({
  unit: fc.constantFrom('a', 'b', ',', ' ', '\n', '"', '\\', 'ß', 'İ', '€', '😀', '{{x}}'),
  maxLength: 8,
});

/** A text of pieces that have one source or two each. */
export const aText = fc
  .array(fc.tuple(aPiece, fc.uniqueArray(aSource, { minLength: 1, maxLength: 2 })), { maxLength: 6 })
  .map((pieces) => {
    const builder = new TextBuilder();
    for (const [text, [first, ...more]] of pieces) if (first) builder.append(LabelledText.of(text, first, ...more));
    return builder.built();
  });

/** The labels of each character, as text. */
export const byCharacter = (text: LabelledText): readonly string[] =>
  Array.from({ length: text.length }, (_, i) => JSON.stringify(text.labelsIn(i, i + 1)));
