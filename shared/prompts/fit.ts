import type { Data } from './data.ts';
import { tokensOf } from './tokens.ts';

/** A text as far as it fits. */
export interface Fitted {
  readonly slot: string;
  readonly from: Data['from'];
  readonly text: string;
  readonly left: { readonly characters: number; readonly atStart: boolean } | null;
}

/** Fewer tokens of a text say nothing: it keeps as many, whatever the budget. */
const LEAST = 24;

/** The longest beginning, or end, of a text that takes at most so many tokens. */
const cutTo = (text: string, tokens: number, atStart: boolean): string => {
  const points = [...text];
  let [low, high] = [0, points.length];
  const part = (length: number): string =>
    (atStart ? points.slice(points.length - length) : points.slice(0, length)).join('');
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tokensOf(part(middle)) <= tokens) low = middle;
    else high = middle - 1;
  }
  return part(low);
};

/** The height up to which every vessel is filled so that all together take `room`; what needs less leaves the rest to others. */
const levelOf = (sizes: readonly number[], room: number): number => {
  let left = room;
  const ascending = [...sizes].sort((a, b) => a - b);
  for (const [i, size] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - i));
    if (size > share) return share;
    left -= size;
  }
  return Infinity;
};

/**
 * Cuts texts so that together they take at most `budget` tokens. What is `never` cut is kept whole even where that alone takes more;
 * the others share what is left, the short ones whole.
 */
export const fit = (
  given: readonly { readonly slot: string; readonly data: Data }[],
  budget: number,
): readonly Fitted[] => {
  const sizes = given.map(({ data }) => tokensOf(data.text));
  const kept = given.reduce((sum, { data }, i) => sum + (data.cut === 'never' ? (sizes[i] ?? 0) : 0), 0);
  const flexible = sizes.filter((_, i) => given[i]?.data.cut !== 'never');
  const level = Math.max(LEAST, levelOf(flexible, Math.max(0, budget - kept)));
  return given.map(({ slot, data: { from, text, cut } }, i) => {
    if (cut === 'never' || (sizes[i] ?? 0) <= level) return { slot, from, text, left: null };
    const atStart = cut === 'start';
    const part = cutTo(text, level, atStart);
    return { slot, from, text: part, left: { characters: text.length - part.length, atStart } };
  });
};
