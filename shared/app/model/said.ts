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
  const parts = words
    .trim()
    .split(/\s+/u)
    .filter((part) => part !== '');
  if (parts.length === 0) return null;
  const source = parts
    .map((part) =>
      escape(part)
        .replace(/['’‘]/gu, "['’‘]")
        .replace(/["“”„]/gu, '["“”„]'),
    )
    .join('\\s+');
  return new RegExp(source, 'iu');
};

/** Where the words stand in the text, whatever its spaces, capitals and quotation marks; null where they do not. */
export const locate = (text: string, words: string): { readonly start: number; readonly end: number } | null => {
  const found = loosely(words)?.exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : null;
};

/** Whether every word of a name is one of the words of a text. */
export const isWorded = (name: string, texts: readonly string[]): boolean => {
  const said = new Set(texts.flatMap(wordsOf).map(bare));
  const words = wordsOf(name);
  return words.length > 0 && words.every((word) => said.has(bare(word)));
};
