const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' };

/** JSON inside of JSON inside of JSON; more would make a text of backslashes slow. */
const BACKSLASHES = String.raw`\\{1,8}`;

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

const bytesOf = (text: string): number[] =>
  [...encodeURIComponent(text.toWellFormed()).matchAll(/%([0-9A-F]{2})|[^%]/g)].map(([one, hex]) =>
    hex === undefined ? one.charCodeAt(0) : Number.parseInt(hex, 16),
  );

const hexByte = (byte: number): string =>
  byte
    .toString(16)
    .padStart(2, '0')
    .replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

/** One character as it stands, in a URL or in JSON inside of JSON. */
const characterForms = (character: string): string => {
  if (/^[A-Za-z0-9]$/.test(character)) return character;
  const forms = [
    escape(character),
    bytesOf(character)
      .map((byte) => `%${hexByte(byte)}`)
      .join(''),
  ];
  if (character === ' ') forms.push(String.raw`\+`);
  if (character === '"' || character === '\\' || character === '/')
    forms.push(String.raw`${BACKSLASHES}${escape(character)}`);
  const short = SHORT_ESCAPES[character];
  if (short) forms.push(String.raw`${BACKSLASHES}${short}`);
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  forms.push(units.map((unit) => String.raw`${BACKSLASHES}u${hexByte(unit >> 8)}${hexByte(unit & 255)}`).join(''));
  return `(?:${forms.join('|')})`;
};

/**
 * What every base64 text that holds these bytes has in common when `offset` bytes stand before them in a group of three:
 * the digits whose six bits are all theirs.
 */
const base64Core = (bytes: readonly number[], offset: number): string => {
  const bits = [...Array<number>(offset).fill(0), ...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(bits.length / 6);
  let core = '';
  for (let digit = first; digit < last; digit++)
    core += ALPHABET[Number.parseInt(bits.slice(digit * 6, digit * 6 + 6), 2)];
  return core;
};

const base64Form = (core: string): string =>
  escape(core)
    .replaceAll(String.raw`\+`, String.raw`(?:[+-]|%2[bB])`)
    .replaceAll(String.raw`\/`, String.raw`(?:[/_]|%2[fF])`);

/** Finds a secret as it stands, URL-encoded, escaped in JSON, and in base64 of either alphabet. */
export const formsOf = (secret: string): RegExp => {
  const bytes = bytesOf(secret);
  const cores = [0, 1, 2].map((offset) => base64Form(base64Core(bytes, offset)));
  return new RegExp([[...secret].map(characterForms).join(''), ...cores].join('|'), 'gu');
};
