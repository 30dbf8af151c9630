import type { TextRange } from '../text-entry/index.ts';

/** A text with a caret or a selection, and its own undo. */
export class TextBuffer {
  #text: string;
  #range: TextRange;
  readonly #past: string[] = [];
  readonly #onChange: () => void;

  constructor(text = '', onChange: () => void = () => undefined) {
    this.#text = text;
    this.#range = { start: text.length, end: text.length };
    this.#onChange = onChange;
  }

  get text(): string {
    return this.#text;
  }
  get range(): TextRange {
    return this.#range;
  }
  get selected(): string {
    return this.#text.slice(this.#range.start, this.#range.end);
  }

  select(start: number, end = start): void {
    const inside = (at: number): number => Math.max(0, Math.min(at, this.#text.length));
    this.#range = { start: inside(Math.min(start, end)), end: inside(Math.max(start, end)) };
  }

  /** Puts a text in place of what is selected. */
  put(text: string): void {
    const { start, end } = this.#range;
    this.replace(this.#text.slice(0, start) + text + this.#text.slice(end));
    this.select(start + text.length);
  }

  replace(text: string): void {
    this.#past.push(this.#text);
    this.#set(text);
  }

  undo(): void {
    const before = this.#past.pop();
    if (before !== undefined) this.#set(before);
  }

  #set(text: string): void {
    this.#text = text;
    this.select(text.length);
    this.#onChange();
  }
}
