/** Whatever any reader could take for the end of a line. */
const BREAKS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

/** Controls, marks that reorder what is read, and characters that carry text nobody sees. */
const UNSEEN =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

/** How servers mark turns of a conversation: in data these are only characters. */
const TURNS = /<(?=\||\/?s>)|\[(?=\/?INST\])/gu;

const LONGEST_LABEL = 200;

/** Text as it may stand in a fence: what cannot be seen is gone, and what servers could take for the end of a turn is broken up. */
const plain = (text: string): string => text.replace(UNSEEN, '').replace(TURNS, (mark) => `${mark} `);

const inOneLine = (label: string): string => plain(label).split(BREAKS).join(' ').slice(0, LONGEST_LABEL);

/** A line of Sonny's own inside a fence: it does not begin with a bar, as all content does. */
export const leftOut = (characters: number): string => `[${characters} characters are left out here]`;

/**
 * Data with its label. Every line of the content begins with a bar and a space, so none is the last line of the fence or the first of
 * another, whatever it says. `left` says how many characters are missing at the end, or with `atStart` at the beginning.
 */
export const fence = (
  slot: string,
  from: string,
  text: string,
  left: { readonly characters: number; readonly atStart: boolean } | null = null,
): string => {
  const lines = text.split(BREAKS).map((line) => `| ${plain(line)}`);
  const gap = left ? [leftOut(left.characters)] : [];
  return [
    `<<< ${slot}, from ${inOneLine(from)}`,
    ...(left?.atStart ? gap : []),
    ...lines,
    ...(left && !left.atStart ? gap : []),
    `>>> ${slot}`,
  ].join('\n');
};
