import { distance } from './names.ts';

/** Two letters in each other's place are one slip. */
export const isSwapped = (a: string, b: string): boolean => {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return at >= 0 && a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b;
};

/** Long words are known with two slips. */
const LONG = 8;

/** Whether a word, in lower case, is most likely another one with a slip of the pen. */
export const isNear = (written: string, word: string): boolean => {
  if (isSwapped(written, word)) return written.length > 2;
  if (written.length < 4 && word.length < 4) return false;
  if (written.length < 3 || word.length < 3) return false;
  return distance(written, word) <= (Math.min(written.length, word.length) >= LONG ? 2 : 1);
};
