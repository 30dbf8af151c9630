import { Column, Malformed, Reader } from './bytes.ts';

/** Few bytes could stand for very long texts; more units than this are none of ours. */
const MOST_TEXT = 1 << 28;

/** How many units two texts begin with alike; a pair of surrogates is never cut. */
const alike = (a: string, b: string): number => {
  const most = Math.min(a.length, b.length);
  let same = 0;
  while (same < most && a.charCodeAt(same) === b.charCodeAt(same)) same++;
  const last = a.charCodeAt(same - 1);
  return last >= 0xd8_00 && last <= 0xdb_ff ? same - 1 : same;
};

/**
 * Texts of one column, each without what it has in common with the one before: first how much that is, then the lengths of
 * the rests (both in UTF-16 units), then all rests as one text, so that what is alike lies together.
 */
export const writeTexts = (texts: readonly string[]): Uint8Array => {
  const column = new Column();
  column.count(texts.length);
  const common = texts.map((text, i) => alike(text, texts[i - 1] ?? ''));
  const rests = texts.map((text, i) => text.slice(common[i]));
  for (const same of common) column.count(same);
  for (const rest of rests) column.count(rest.length);
  column.raw(new TextEncoder().encode(rests.join('')));
  return column.take();
};

export const readTexts = (bytes: Uint8Array): readonly string[] => {
  const reader = new Reader(bytes);
  const count = reader.count();
  if (2 * count > reader.left) throw new Malformed('more texts than bytes');
  const common = Array.from({ length: count }, () => reader.count());
  const lengths = Array.from({ length: count }, () => reader.count());
  const all = new TextDecoder().decode(reader.raw(reader.left));
  let at = 0;
  let before = '';
  let total = 0;
  const texts = lengths.map((length, i) => {
    before = before.slice(0, common[i]) + all.slice(at, (at += length));
    total += before.length;
    if (total > MOST_TEXT) throw new Malformed('too much text');
    return before;
  });
  if (at !== all.length) throw new Malformed('lengths and texts differ');
  return texts;
};

/** Texts that recur, each written once. */
export class Table {
  readonly #index = new Map<string, number>();

  of(text: string): number {
    const found = this.#index.get(text);
    if (found !== undefined) return found;
    this.#index.set(text, this.#index.size);
    return this.#index.size - 1;
  }

  take(): Uint8Array {
    return writeTexts([...this.#index.keys()]);
  }
}
