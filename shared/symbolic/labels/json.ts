import { jsonEnd, jsonString } from './json-string.ts';
import { joinLabels, SONNY, type Labels } from './source.ts';
import { LabelledText, TextBuilder } from './text.ts';

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

type Node =
  | { readonly kind: 'text'; readonly text: LabelledText; readonly labels: Labels }
  | { readonly kind: 'atom'; readonly value: number | boolean | null; readonly labels: Labels }
  /** `labels`: who made the list or record, as opposed to what is in it. */
  | { readonly kind: 'list'; readonly items: readonly LabelledJson[]; readonly labels: Labels }
  | {
      readonly kind: 'record';
      readonly entries: ReadonlyMap<string, { readonly key: LabelledText; readonly value: LabelledJson }>;
      readonly labels: Labels;
    };

/** How deep lists and records may lie in each other. */
const DEEPEST = 500;

/** A JSON value of which every leaf, key and list says where it comes from; texts in it to the character. Immutable. */
export class LabelledJson {
  readonly #node: Node;

  private constructor(node: Node) {
    this.#node = node;
  }

  /** A value all of whose parts have the same sources. */
  static of(value: Plain, labels: Labels): LabelledJson {
    if (typeof value === 'string') return LabelledJson.text(LabelledText.carrying(value, labels), labels);
    if (value === null || typeof value !== 'object') return new LabelledJson({ kind: 'atom', value, labels });
    if (Array.isArray(value)) {
      const items = value.map((item: Plain) => LabelledJson.of(item, labels));
      return new LabelledJson({ kind: 'list', items, labels });
    }
    const entries = Object.entries(value).map(([name, inner]) => {
      const key = LabelledText.carrying(name, labels);
      return [name, { key, value: LabelledJson.of(inner, labels) }] as const;
    });
    return new LabelledJson({ kind: 'record', entries: new Map(entries), labels });
  }

  /** `labels`: of an empty text, which has no characters to carry them. */
  static text(text: LabelledText, labels: Labels = [SONNY]): LabelledJson {
    return new LabelledJson({ kind: 'text', text, labels: text.length > 0 ? text.labels : labels });
  }

  /** A record that Sonny makes, with keys of its own. */
  static record(values: Readonly<Record<string, LabelledJson>>): LabelledJson {
    const entries = Object.entries(values).map(([name, value]) => {
      const key = LabelledText.carrying(name, [SONNY]);
      return [name, { key, value }] as const;
    });
    return new LabelledJson({ kind: 'record', entries: new Map(entries), labels: [SONNY] });
  }

  static list(items: readonly LabelledJson[]): LabelledJson {
    return new LabelledJson({ kind: 'list', items, labels: [SONNY] });
  }

  /**
   * As JSON.parse: each part has the labels of the characters that it was written with.
   * @throws SyntaxError where it is no JSON, or lists and records lie deeper in each other than 500
   */
  static parse(text: LabelledText): LabelledJson {
    JSON.parse(text.text);
    return new Reader(text).value(0);
  }

  /** Every source that had a part in it. */
  get labels(): Labels {
    const node = this.#node;
    if (node.kind === 'list') return joinLabels([node.labels, ...node.items.map((item) => item.labels)]);
    if (node.kind !== 'record') return node.labels;
    const inner = [...node.entries.values()].flatMap(({ key, value }) => [key.labels, value.labels]);
    return joinLabels([node.labels, ...inner]);
  }

  /** The value without its labels. */
  get plain(): Plain {
    const node = this.#node;
    if (node.kind === 'text') return node.text.text;
    if (node.kind === 'atom') return node.value;
    if (node.kind === 'list') return node.items.map((item) => item.plain);
    return Object.fromEntries([...node.entries].map(([name, { value }]) => [name, value.plain]));
  }

  /** The text, where it is one; else null. */
  get asText(): LabelledText | null {
    return this.#node.kind === 'text' ? this.#node.text : null;
  }

  /** What lies under a key or in a place of a list. */
  get(key: string | number): LabelledJson | undefined {
    const node = this.#node;
    if (node.kind === 'list') return node.items[Number(key)];
    return node.kind === 'record' ? node.entries.get(String(key))?.value : undefined;
  }

  get items(): readonly LabelledJson[] {
    const node = this.#node;
    if (node.kind === 'list') return node.items;
    return node.kind === 'record' ? [...node.entries.values()].map(({ value }) => value) : [];
  }

  get keys(): readonly string[] {
    return this.#node.kind === 'record' ? [...this.#node.entries.keys()] : [];
  }

  /** Every text, number and truth value in it, with the way there: `recipients.0`. */
  *leaves(way: readonly string[] = []): Iterable<{ readonly way: readonly string[]; readonly leaf: LabelledJson }> {
    const node = this.#node;
    if (node.kind === 'list') for (const [i, item] of node.items.entries()) yield* item.leaves([...way, String(i)]);
    else if (node.kind === 'record') for (const [name, { value }] of node.entries) yield* value.leaves([...way, name]);
    else yield { way, leaf: this };
  }

  /** As JSON.stringify: what a part is written with has the labels of the part. */
  stringify(): LabelledText {
    const builder = new TextBuilder();
    this.#write(builder);
    return builder.built();
  }

  #write(builder: TextBuilder): void {
    const node = this.#node;
    if (node.kind === 'atom') builder.add(JSON.stringify(node.value), node.labels);
    else if (node.kind === 'text') jsonString(node.text, node.labels, builder);
    else if (node.kind === 'list') {
      builder.add('[', node.labels);
      for (const [i, item] of node.items.entries()) {
        if (i > 0) builder.add(',', node.labels);
        item.#write(builder);
      }
      builder.add(']', node.labels);
    } else {
      builder.add('{', node.labels);
      let first = true;
      for (const { key, value } of node.entries.values()) {
        if (!first) builder.add(',', node.labels);
        first = false;
        jsonString(key, key.length > 0 ? key.labels : node.labels, builder);
        builder.add(':', node.labels);
        value.#write(builder);
      }
      builder.add('}', node.labels);
    }
  }

  /** For the reader of this file alone. */
  static made(node: Node): LabelledJson {
    return new LabelledJson(node);
  }

  toString(): never {
    throw new TypeError('A labelled value is no string; its labels would be lost. Use `stringify`.');
  }
}

/** Reads a text that JSON.parse has taken, so that it never has to ask whether it is one. */
class Reader {
  readonly #text: LabelledText;
  #at = 0;

  constructor(text: LabelledText) {
    this.#text = text;
  }

  #space(): void {
    while (/\s/u.test(this.#text.text[this.#at] ?? 'x')) this.#at += 1;
  }

  #took(character: string): boolean {
    this.#space();
    if (this.#text.text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  /** The text at the reader, and what its quotes are labelled with. */
  #string(): { text: LabelledText; labels: Labels } {
    const start = this.#at;
    const read = jsonEnd(this.#text, start);
    this.#at = read.end;
    return { text: read.text, labels: this.#text.labelsIn(start, read.end) };
  }

  value(depth: number): LabelledJson {
    if (depth > DEEPEST) throw new SyntaxError('Lists and records lie too deep in each other.');
    this.#space();
    const start = this.#at;
    const next = this.#text.text[start];
    if (next === '"') {
      const { text, labels } = this.#string();
      return LabelledJson.made({ kind: 'text', text, labels });
    }
    if (next === '[') return this.#list(depth);
    if (next === '{') return this.#record(depth);
    while (/[-+.\w]/u.test(this.#text.text[this.#at] ?? '')) this.#at += 1;
    const value: unknown = JSON.parse(this.#text.text.slice(start, this.#at));
    const labels = this.#text.labelsIn(start, this.#at);
    const isAtom = value === null || typeof value === 'number' || typeof value === 'boolean';
    return LabelledJson.made({ kind: 'atom', value: isAtom ? value : null, labels });
  }

  #list(depth: number): LabelledJson {
    const marks = [this.#mark()];
    const items: LabelledJson[] = [];
    while (!this.#closes(']', marks)) {
      items.push(this.value(depth + 1));
      this.#comma(marks);
    }
    return LabelledJson.made({ kind: 'list', items, labels: joinLabels(marks) });
  }

  #record(depth: number): LabelledJson {
    const marks = [this.#mark()];
    const entries = new Map<string, { key: LabelledText; value: LabelledJson }>();
    while (!this.#closes('}', marks)) {
      this.#space();
      const { text: key, labels } = this.#string();
      marks.push(labels);
      this.#took(':');
      const value = this.value(depth + 1);
      entries.set(key.text, { key, value });
      this.#comma(marks);
    }
    return LabelledJson.made({ kind: 'record', entries, labels: joinLabels(marks) });
  }

  /** The labels of the bracket or comma at the reader, which goes on behind it. */
  #mark(): Labels {
    const labels = this.#text.labelsIn(this.#at, this.#at + 1);
    this.#at += 1;
    return labels;
  }

  #closes(bracket: string, marks: Labels[]): boolean {
    if (!this.#took(bracket)) return false;
    this.#at -= 1;
    marks.push(this.#mark());
    return true;
  }

  #comma(marks: Labels[]): void {
    if (!this.#took(',')) return;
    this.#at -= 1;
    marks.push(this.#mark());
  }
}
