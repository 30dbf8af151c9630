import type { Found, Slot } from '../slot.ts';
import { afterAny, type Tokens } from '../token.ts';

type Area = 'left' | 'right' | 'top' | 'bottom' | 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right' | 'full';

const AREAS: readonly (readonly [Area, readonly string[]])[] = [
  ['top-left', ['top left', 'upper left', 'top-left']],
  ['top-right', ['top right', 'upper right', 'top-right']],
  ['bottom-left', ['bottom left', 'lower left', 'bottom-left']],
  ['bottom-right', ['bottom right', 'lower right', 'bottom-right']],
  ['full', ['full screen', 'whole screen', 'fullscreen', 'entire screen']],
  ['left', ['left', 'left-hand']],
  ['right', ['right', 'right-hand']],
  ['top', ['top', 'upper']],
  ['bottom', ['bottom', 'lower']],
];

const lead = (tokens: Tokens, at: number): number =>
  afterAny(tokens, afterAny(tokens, at, 'to', 'on', 'at', 'in', 'into', 'over'), 'the');

const tail = (tokens: Tokens, at: number): number =>
  afterAny(
    tokens,
    afterAny(tokens, at, 'half', 'halves', 'side', 'part', 'corner', 'quarter', 'edge'),
    'of the screen',
    'of the desktop',
  );

const readOne = (tokens: Tokens, at: number): readonly Found<Area>[] => {
  const start = lead(tokens, at);
  for (const [area, phrases] of AREAS) {
    const next = afterAny(tokens, start, ...phrases);
    if (next > start)
      return [
        {
          value: area,
          next: tail(tokens, next),
          say: area === 'full' ? 'the whole screen' : `at the ${area.replace('-', ' ')}`,
        },
      ];
  }
  return [];
};

/** A part of the screen: `to the left half`, `top right`. */
export const areaSlot: Slot<Area> = { chip: 'place', read: readOne };

const SIDE_BY_SIDE = ['side by side', 'next to each other', 'beside each other'];

/** Two parts for two windows: `left and right`, `side by side`. */
export const areaPairSlot: Slot<readonly [Area, Area]> = {
  chip: 'place',
  read(tokens, at) {
    const next = afterAny(tokens, at, ...SIDE_BY_SIDE);
    if (next > at) return [{ value: ['left', 'right'], next, say: 'side by side' }];
    return readOne(tokens, at).flatMap((first) => {
      const and = afterAny(tokens, first.next, 'and');
      if (and === first.next) return [];
      return readOne(tokens, and).map((second) => ({
        value: [first.value, second.value] as const,
        next: second.next,
        say: `${first.say} and ${second.say}`,
      }));
    });
  },
};
