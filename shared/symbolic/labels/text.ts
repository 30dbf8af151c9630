import { z } from 'zod';
import { joinLabels, labelsOf, sameLabels, SONNY, Source, type Labels } from './source.ts';

/** Characters with the same sources. Offsets are UTF-16 units, `end` behind the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly labels: Labels;
}

/** A labelled text as JSON. */
export const LabelledTextJson = z.object({
  text: z.string(),
  spans: z.array(z.object({ start: z.number().int(), end: z.number().int(), labels: z.array(Source) })),
});

/** Puts a labelled text together from pieces; neighbours with the same labels become one span. */
export class TextBuilder {
  readonly #texts: string[] = [];
  readonly #spans: { start: number; end: number; labels: Labels }[] = [];
  #length = 0;

  add(text: string, labels: Labels): this {
    if (text === '') return this;
    const end = this.#length + text.length;
    const last = this.#spans.at(-1);
    if (last && sameLabels(last.labels, labels)) last.end = end;
    else this.#spans.push({ start: this.#length, end, labels });
    this.#texts.push(text);
    this.#length = end;
    return this;
  }

  append(piece: LabelledText): this {
    for (const { start, end, labels } of piece.spans) this.add(piece.text.slice(start, end), labels);
    return this;
  }

  built(): LabelledText {
    return LabelledText.spanned(this.#texts.join(''), this.#spans);
  }
}

/**
 * A text of which every character says where it comes from. Immutable. What is cut, joined or replaced keeps the labels of
 * each character that stays; where a change cannot be followed by character, every character of its result carries all labels.
 */
export class LabelledText {
  readonly text: string;
  /** From the first character to the last, without gaps; two neighbours never have the same labels. */
  readonly spans: readonly Span[];

  private constructor(text: string, spans: readonly Span[]) {
    this.text = text;
    this.spans = spans;
  }

  static of(text: string, ...sources: readonly [Source, ...Source[]]): LabelledText {
    return LabelledText.carrying(text, labelsOf(...sources));
  }

  /** @throws RangeError where there are characters and no label: nothing comes from nowhere */
  static carrying(text: string, labels: Labels): LabelledText {
    if (text === '') return EMPTY;
    return LabelledText.spanned(text, [{ start: 0, end: text.length, labels }]);
  }

  /** @throws RangeError where the spans do not cover the text from end to end, or one has no label */
  static spanned(text: string, spans: readonly Span[]): LabelledText {
    let at = 0;
    for (const { start, end, labels } of spans) {
      if (start !== at || end <= start || labels.length === 0)
        throw new RangeError('Spans leave characters unlabelled.');
      at = end;
    }
    if (at !== text.length) throw new RangeError('Spans leave characters unlabelled.');
    return new LabelledText(text, spans);
  }

  /** @throws ZodError or RangeError */
  static parse(json: unknown): LabelledText {
    const { text, spans } = LabelledTextJson.parse(json);
    const builder = new TextBuilder();
    let at = 0;
    for (const { start, end, labels } of spans) {
      if (start !== at || end <= start) throw new RangeError('Spans leave characters unlabelled.');
      builder.add(text.slice(start, end), labelsOf(...labels));
      at = end;
    }
    if (at !== text.length) throw new RangeError('Spans leave characters unlabelled.');
    return builder.built();
  }

  static join(pieces: Iterable<LabelledText>, separator: LabelledText = EMPTY): LabelledText {
    const builder = new TextBuilder();
    let first = true;
    for (const piece of pieces) {
      if (!first) builder.append(separator);
      builder.append(piece);
      first = false;
    }
    return builder.built();
  }

  get length(): number {
    return this.text.length;
  }

  /** Every source that had a part in it. */
  get labels(): Labels {
    return joinLabels(this.spans.map((span) => span.labels));
  }

  /** Every source of the characters from `start` to before `end`. */
  labelsIn(start: number, end: number): Labels {
    return joinLabels(this.spans.filter((span) => span.start < end && span.end > start).map((span) => span.labels));
  }

  /** As String.slice. */
  slice(from: number, to: number = this.length): LabelledText {
    const start = Math.min(this.length, from < 0 ? Math.max(0, this.length + from) : from);
    const end = Math.min(this.length, to < 0 ? Math.max(0, this.length + to) : to);
    if (start === 0 && end === this.length) return this;
    const builder = new TextBuilder();
    for (const span of this.spans)
      if (span.start < end && span.end > start)
        builder.add(this.text.slice(Math.max(start, span.start), Math.min(end, span.end)), span.labels);
    return builder.built();
  }

  trim(): LabelledText {
    const start = this.length - this.text.trimStart().length;
    return this.slice(start, Math.max(start, this.text.trimEnd().length));
  }

  concat(...others: readonly LabelledText[]): LabelledText {
    return LabelledText.join([this, ...others]);
  }

  /** As String.split, without captured groups. */
  split(separator: string | RegExp): readonly LabelledText[] {
    if (separator === '') return Array.from({ length: this.length }, (_, i) => this.slice(i, i + 1));
    const pieces: LabelledText[] = [];
    let from = 0;
    if (this.length === 0) return ''.split(separator).map(() => this);
    for (const { start, end } of matchesOf(this.text, separator, true)) {
      if (end === start && (start === from || start === this.length)) continue;
      pieces.push(this.slice(from, start));
      from = end;
    }
    return [...pieces, this.slice(from)];
  }

  /**
   * Puts `put` in the place of what `find` matches: the first, or each one where `find` is a global expression or `all` is
   * asked for. `put` is taken as it is; it has no placeholders.
   */
  replace(
    find: string | RegExp,
    put: LabelledText | ((match: LabelledText) => LabelledText),
    all: 'first' | 'all' = typeof find !== 'string' && find.global ? 'all' : 'first',
  ): LabelledText {
    const builder = new TextBuilder();
    let from = 0;
    for (const { start, end } of matchesOf(this.text, find, all === 'all')) {
      builder.append(this.slice(from, start));
      builder.append(typeof put === 'function' ? put(this.slice(start, end)) : put);
      from = end;
    }
    return builder.append(this.slice(from)).built();
  }

  /**
   * Any other change of the text alone: case, normalisation, escaping. Followed by spans where it does the same to each of
   * them as to the whole; else every character of the result carries all labels.
   */
  map(change: (text: string) => string): LabelledText {
    const pieces = this.spans.map(({ start, end, labels }) => ({ text: change(this.text.slice(start, end)), labels }));
    const whole = change(this.text);
    if (pieces.map(({ text }) => text).join('') !== whole)
      // What is made of nothing is Sonny's own.
      return LabelledText.carrying(whole, this.length > 0 ? this.labels : [SONNY]);
    const builder = new TextBuilder();
    for (const { text, labels } of pieces) builder.add(text, labels);
    return builder.built();
  }

  /** The same text, of which these too had a part in every character. */
  also(labels: Labels): LabelledText {
    const builder = new TextBuilder();
    for (const span of this.spans)
      builder.add(this.text.slice(span.start, span.end), joinLabels([span.labels, labels]));
    return builder.built();
  }

  toJSON(): z.infer<typeof LabelledTextJson> {
    return {
      text: this.text,
      spans: this.spans.map(({ start, end, labels }) => ({ start, end, labels: [...labels] })),
    };
  }

  /** A text that becomes a plain string unasked loses its labels unseen; `text` says that it is meant. */
  toString(): never {
    throw new TypeError('A labelled text is no string; its labels would be lost. Use `text`.');
  }
}

const EMPTY = LabelledText.spanned('', []);

const matchesOf = (
  text: string,
  find: string | RegExp,
  all: boolean,
): readonly { readonly start: number; readonly end: number }[] => {
  const found: { start: number; end: number }[] = [];
  if (typeof find === 'string') {
    for (
      let at = text.indexOf(find);
      at >= 0 && at <= text.length;
      at = text.indexOf(find, at + Math.max(1, find.length))
    ) {
      found.push({ start: at, end: at + find.length });
      if (!all || (find === '' && at === text.length)) break;
    }
    return found;
  }
  const everywhere = new RegExp(find.source, find.global ? find.flags : `${find.flags}g`);
  for (const match of text.matchAll(everywhere)) {
    found.push({ start: match.index, end: match.index + match[0].length });
    if (!all) break;
  }
  return found;
};

/** A text of Sonny's own with labelled texts in its slots: `` labelled`Summarise: ${page}` ``. */
export const labelled = (texts: TemplateStringsArray, ...slots: readonly LabelledText[]): LabelledText => {
  const builder = new TextBuilder();
  texts.forEach((text, i) => {
    builder.add(text, [SONNY]);
    const slot = slots[i];
    if (slot) builder.append(slot);
  });
  return builder.built();
};

/**
 * A template of Sonny's own whose `{{name}}` are filled. What fills a slot is never read as a template itself.
 * @throws RangeError where a slot has no filling
 */
export const fillTemplate = (template: string, slots: Readonly<Record<string, LabelledText>>): LabelledText =>
  LabelledText.carrying(template, [SONNY]).replace(/\{\{([\w-]+)\}\}/gu, (match) => {
    const name = match.text.slice(2, -2);
    const slot = Object.hasOwn(slots, name) ? slots[name] : undefined;
    if (!slot) throw new RangeError(`Nothing fills {{${name}}}.`);
    return slot;
  });
