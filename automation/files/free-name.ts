import { basename, dirname, join } from 'node:path';
import { stampOf } from './digest.ts';

/** The longest name that file systems take, in bytes. */
export const NAME_BYTES = 255;

/** Endings that belong together. */
const DOUBLE = /\.tar\.[a-z0-9]{1,4}$/i;

/** A name as stem and ending with its dot. A name that only starts with a dot has no ending. */
const splitName = (name: string): { stem: string; ending: string } => {
  const double = DOUBLE.exec(name);
  const dot = double && double.index > 0 ? double.index : name.lastIndexOf('.');
  return dot > 0 ? { stem: name.slice(0, dot), ending: name.slice(dot) } : { stem: name, ending: '' };
};

/** The start of a text that takes at most `bytes`, whole characters only. */
const within = (text: string, bytes: number): string => {
  let length = 0;
  let start = '';
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > bytes) break;
    start += character;
  }
  return start;
};

/** The `n`th choice of a name for something that is called `name`: `a.pdf`, `a (2).pdf`, `a (3).pdf` ... */
export const nthName = (name: string, n: number, mostBytes = NAME_BYTES): string => {
  const { stem, ending } = splitName(name);
  const tail = n === 1 ? ending : ` (${n})${ending}`;
  return within(stem, Math.max(1, mostBytes - Buffer.byteLength(tail))) + tail;
};

/** The names that `underFreeName` will give to things with these names, as far as can be said beforehand. */
export const freeNames = async (
  names: readonly string[],
  isTaken: (name: string) => Promise<boolean>,
  mostBytes = NAME_BYTES,
): Promise<string[]> => {
  const given: string[] = [];
  for (const name of names) {
    let n = 1;
    while (given.includes(nthName(name, n, mostBytes)) || (await isTaken(nthName(name, n, mostBytes)))) n++;
    given.push(nthName(name, n, mostBytes));
  }
  return given;
};

/** The name, free beside a path, of what was there before Sonny: `name (before Sonny).ext`. */
export const freeBeside = async (path: string): Promise<string> => {
  const { stem, ending } = splitName(basename(path));
  const mark = ' (before Sonny)';
  // Room for a number behind it.
  const most = NAME_BYTES - Buffer.byteLength(mark + ending) - 8;
  const isTaken = async (name: string): Promise<boolean> => (await stampOf(join(dirname(path), name))) !== null;
  const [name = ''] = await freeNames([within(stem, Math.max(1, most)) + mark + ending], isTaken);
  return name;
};

/**
 * Puts something into place under the first name that is free: calls `put` with one name after the other until it does not
 * throw an EEXIST error. Gives the name.
 */
export const underFreeName = async (
  name: string,
  put: (name: string) => Promise<void>,
  mostBytes = NAME_BYTES,
): Promise<string> => {
  for (let n = 1; ; n++) {
    const candidate = nthName(name, n, mostBytes);
    try {
      await put(candidate);
      return candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
};
