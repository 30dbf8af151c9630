import type { Display } from './display.ts';

/** Keysyms, as X11 numbers them. */
export const KEYSYM = { period: 0x2e, pause: 0xff13, insert: 0xff63 } as const;
const CONTROL = [0xffe3, 0xffe4];
const ALT = [0xffe9, 0xffea];

/** Where the keys of a stop chord lie on the present layout. */
export interface Keys {
  keycode(keysym: number): number | null;
  readonly control: ReadonlySet<number>;
  readonly alt: ReadonlySet<number>;
}

export async function readKeys({ ask, x, keycodes: { first, last } }: Display): Promise<Keys> {
  const rows = await ask<readonly (readonly number[])[]>((reply) =>
    x.GetKeyboardMapping(first, last - first + 1, reply),
  );
  const codes = (wanted: readonly number[]): ReadonlySet<number> =>
    new Set(rows.flatMap((row, index) => (row.some((keysym) => wanted.includes(keysym)) ? [first + index] : [])));
  return {
    keycode(keysym) {
      // The key that gives it without Shift, if there is one.
      const plain = rows.findIndex((row) => row[0] === keysym);
      const index = plain >= 0 ? plain : rows.findIndex((row) => row.includes(keysym));
      return index < 0 ? null : first + index;
    },
    control: codes(CONTROL),
    alt: codes(ALT),
  };
}
