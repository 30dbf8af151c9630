import type { Found, Slot } from '../slot.ts';
import type { Tokens } from '../token.ts';

/** Two whole numbers, however they are joined: "100, 200", "800x600", "800 by 600", "x 100 y 200". */
export type Pair = readonly [number, number];

const WHOLE = /^\d{1,5}$/u;

const joined = (tokens: Tokens, at: number, count: number): string =>
  tokens
    .slice(at, at + count)
    .map((t) => t.value)
    .join(' ');

const readPair =
  (shape: RegExp, say: (pair: Pair) => string) =>
  (tokens: Tokens, at: number): readonly Found<Pair>[] => {
    for (const count of [5, 4, 3, 2, 1]) {
      if (tokens.length < at + count) continue;
      const [, a = '', b = ''] = shape.exec(joined(tokens, at, count)) ?? [];
      if (!WHOLE.test(a) || !WHOLE.test(b)) continue;
      const pair: Pair = [Number(a), Number(b)];
      return [{ value: pair, next: at + count, say: say(pair) }];
    }
    return [];
  };

export const pointSlot: Slot<Pair> = {
  chip: 'place',
  read: readPair(/^\(?(?:x ?=? ?)?(\d+) ?,? ?(?:y ?=? ?)?(\d+)\)?$/u, ([x, y]) => `${x}, ${y}`),
};

export const sizeSlot: Slot<Pair> = {
  chip: 'constraint',
  read: readPair(/^(\d+) ?(?:x|×|\*|by) ?(\d+)(?: pixels)?$/u, ([w, h]) => `${w} × ${h}`),
};
