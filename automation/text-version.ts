import { PREVIEW, type Version } from '../shared/protocol/conflict.ts';

/** A number of things, in words. */
export const plural = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;

/** A text as a version shows it: its start, and whether it goes on. */
export const shownText = (text: string): Pick<Version, 'text' | 'cut'> => {
  if (text.length <= PREVIEW) return { text };
  // Not in the middle of a character.
  return { text: text.slice(0, PREVIEW).replace(/[\uD800-\uDBFF]$/, ''), cut: true };
};

export const textVersion = (text: string): Version => ({
  say: plural([...text].length, 'character'),
  ...shownText(text),
  bytes: Buffer.byteLength(text),
});
