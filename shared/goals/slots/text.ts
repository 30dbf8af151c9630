import type { Slot } from '../slot.ts';

const SHOWN = 60;

const short = (text: string): string => {
  const points = [...text.slice(0, SHOWN * 4)];
  return points.length <= SHOWN && text.length <= SHOWN * 4 ? text : `${points.slice(0, SHOWN).join('')}…`;
};

/** Text in quotation marks, verbatim. */
export const textSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at) {
    const token = tokens[at];
    return token?.kind === 'quote' && token.value !== ''
      ? [{ value: token.value, next: at + 1, say: `“${short(token.value)}”` }]
      : [];
  },
};

/** Text that may be nothing: what something is replaced with. */
export const anyTextSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at) {
    const token = tokens[at];
    return token?.kind === 'quote' ? [{ value: token.value, next: at + 1, say: `“${short(token.value)}”` }] : [];
  },
};

/** A file's new name without a folder: quoted, or one word, `{n:3}` and the like included. */
export const nameSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at) {
    const token = tokens[at];
    if ((token?.kind !== 'quote' && token?.kind !== 'word') || token.mended) return [];
    const name = token.kind === 'quote' ? token.value : token.text;
    return name.trim() === '' || /[/\0-\x1F]/u.test(name) || name === '.' || name === '..'
      ? []
      : [{ value: name, next: at + 1, say: `“${short(name)}”` }];
  },
};

/** Endings of sites that are no endings of files. */
const SITES = 'com|org|net|edu|gov|io|eu|de|uk|fr|ch|at|nl|it|es|info|dev';
const DOMAIN = new RegExp(`^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+(?:${SITES})(?:/[^\\s]*)?$`, 'iu');

/** A site as people write it, without how it is reached: `example.org/news`. */
export const isDomain = (text: string): boolean => DOMAIN.test(text);

/** An address with how it is reached: without, it may as well be the name of a file. */
export const addressSlot: Slot<string> = {
  chip: 'object',
  read: (tokens, at, context) => (tokens[at]?.kind === 'word' ? [] : urlSlot.read(tokens, at, context)),
};

export const urlSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at) {
    const token = tokens[at];
    const url =
      token?.kind === 'url'
        ? token.value
        : token?.kind === 'quote' && /^https?:\/\/\S+$/iu.test(token.value)
          ? token.value
          : token?.kind === 'word' && isDomain(token.text)
            ? `https://${token.text}`
            : null;
    return url === null ? [] : [{ value: url, next: at + 1, say: short(url) }];
  },
};
