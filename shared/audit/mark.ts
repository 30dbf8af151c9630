/** Upper ends of the length classes, in UTF-16 units. */
const CLASSES = [8, 16, 32, 64, 128, 256];
const HASH_DIGITS = 12;

const classOf = (length: number): string => {
  const at = CLASSES.findIndex((most) => length <= most);
  return at < 0 ? `${CLASSES.at(-1)}+` : `${at === 0 ? 1 : (CLASSES[at - 1] ?? 0) + 1}-${CLASSES[at]}`;
};

/** What stands for a secret: its length class and the beginning of its keyed hash. */
export const markOf = (secret: string, keyedHash: (text: string) => string): string =>
  `[hidden:${classOf(secret.length)}:${keyedHash(secret).slice(0, HASH_DIGITS)}]`;

/** Splits a text so that every second part is a mark. */
export const MARKS = new RegExp(String.raw`(\[hidden:(?:\d+-\d+|\d+\+):[0-9a-f]{${HASH_DIGITS}}\])`);
