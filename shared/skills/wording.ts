const SHOWN = 40;

const plural = (n: number, one: string, many: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

export const characters = (text: string): string => plural([...text].length, 'character', 'characters');

export const countFiles = (n: number): string => plural(n, 'file', 'files');

export const places = (n: number): string => plural(n, 'place', 'places');

/** Without line breaks, control characters, and marks that make a text read in another order than it has. */
export const oneLine = (text: string): string =>
  text.replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, '').replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** A text for one line: quoted, line breaks as spaces, cut after forty characters with its length. */
export const excerpt = (text: string | null): string => {
  if (text === null) return 'the text of an earlier step';
  const points = [...oneLine(text).replace(/\s+/gu, ' ')];
  return points.length <= SHOWN
    ? `“${points.join('')}”`
    : `“${points.slice(0, SHOWN).join('')}…” (${characters(text)})`;
};

/** A name in a sentence; one that an earlier step gives is not known yet. */
export const quoted = (name: string | null): string => (name === null ? '…' : `“${name}”`);

/** The text as a regular expression that matches it alone. */
export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
