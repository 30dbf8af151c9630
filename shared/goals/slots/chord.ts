import type { Slot } from '../slot.ts';
import type { Tokens } from '../token.ts';

const MODIFIERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ctrl: 'Control',
    control: 'Control',
    strg: 'Control',
    shift: 'Shift',
    alt: 'Alt',
    super: 'Super',
    win: 'Super',
    windows: 'Super',
    cmd: 'Super',
    meta: 'Super',
  }),
);

/** In the order in which a chord is written. */
const ORDER = ['Control', 'Alt', 'Shift', 'Super'];

const KEYS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    enter: 'Return',
    return: 'Return',
    escape: 'Escape',
    esc: 'Escape',
    tab: 'Tab',
    space: 'space',
    backspace: 'BackSpace',
    delete: 'Delete',
    del: 'Delete',
    insert: 'Insert',
    home: 'Home',
    end: 'End',
    pageup: 'Page_Up',
    'page up': 'Page_Up',
    pagedown: 'Page_Down',
    'page down': 'Page_Down',
    up: 'Up',
    down: 'Down',
    left: 'Left',
    right: 'Right',
  }),
);

const keyOf = (name: string): string | null =>
  KEYS.get(name) ?? (/^f([1-9]|1[0-2])$/u.test(name) ? name.toUpperCase() : /^[\p{L}\p{N}]$/u.test(name) ? name : null);

/** The chord in its written order, `Control+Shift+s`; null where a part is no key. A letter alone is no chord but text. */
const chordOf = (written: string): string | null => {
  const parts = written
    .toLowerCase()
    .split('+')
    .map((part) => part.trim());
  const key = keyOf(parts.at(-1) ?? '');
  const modifiers = parts.slice(0, -1).map((part) => MODIFIERS.get(part));
  if (key === null || modifiers.includes(undefined)) return null;
  if (modifiers.length === 0 && key.length === 1) return null;
  return [...ORDER.filter((m) => modifiers.includes(m)), key].join('+');
};

const joined = (tokens: Tokens, at: number, count: number): string =>
  tokens
    .slice(at, at + count)
    .map((t) => t.value)
    .join(' ');

/** A key or chord: `Ctrl+Shift+S`, `Enter`, `Page Down`, `Ctrl + C`. */
export const chordSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at) {
    for (const count of [5, 3, 2, 1]) {
      if (tokens.length < at + count || tokens.slice(at, at + count).some((t) => t.kind !== 'word')) continue;
      const chord = chordOf(joined(tokens, at, count));
      if (chord !== null) return [{ value: chord, next: at + count, say: chord }];
    }
    return [];
  },
};
