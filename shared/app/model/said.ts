/** The words of a text, lower case. */
const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .normalize('NFC')
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Plural and singular are one word. */
const bare = (word: string): string => (word.length > 3 ? word.replace(/(?<!s)s$/u, '') : word);

const escape = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}/]/gu, '\\$&');

const loosely = (words: string): RegExp | null => {
  const parts = words.trim().split(/\s+/u).filter((part) => part !== '');
  if (parts.length === 0) return null;
  const source = parts
    .map((part) => escape(part).replace(/['’‘]/gu, "['’‘]").replace(/["“”„]/gu, '["“”„]'))
    .join('\\s+');
  return new RegExp(source, 'iu');
};

/** Where the words stand in the text, whatever its spaces, capitals and quotation marks; null where they do not. */
export const locate = (text: string, words: string): { readonly start: number; readonly end: number } | null => {
  const found = loosely(words)?.exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : null;
};

/** What a person said about a run: the goal, and the answers they chose. Only this gives authority. */
export class Said {
  readonly #texts: readonly string[];
  readonly #words: ReadonlySet<string>;

  constructor(texts: readonly string[]) {
    this.#texts = texts.map((text) => text.toLowerCase().normalize('NFC'));
    this.#words = new Set(texts.flatMap(wordsOf).map(bare));
  }

  /** Whether they said just that, letter by letter but for capitals. Not as a part of a longer name. */
  verbatim(value: string): boolean {
    const wanted = value.toLowerCase().normalize('NFC');
    if (wanted === '') return true;
    const whole = new RegExp(`(?<![\\p{L}\\p{N}._~/@-])${escape(wanted)}(?![\\p{L}\\p{N}_~/@-]|\\.[\\p{L}\\p{N}])`, 'u');
    return this.#texts.some((text) => whole.test(text));
  }

  /** Whether every word of it is one of theirs. */
  worded(value: string): boolean {
    const words = wordsOf(value);
    return words.length > 0 && words.every((word) => this.#words.has(bare(word)));
  }
}
