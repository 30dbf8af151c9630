import type { Key, Nut } from './module.ts';

/** nut.js's names of keys that differ from the name of the character or key in a chord. */
const CHORD_NAMES: Readonly<Record<string, string>> = {
  LeftControl: 'Control',
  RightControl: 'Control_R',
  LeftShift: 'Shift',
  RightShift: 'Shift_R',
  LeftAlt: 'Alt',
  RightAlt: 'AltGr',
  LeftSuper: 'Super',
  RightSuper: 'Super_R',
  Grave: '`',
  Minus: '-',
  Equal: '=',
  LeftBracket: '[',
  RightBracket: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backspace: 'BackSpace',
  PageUp: 'Page_Up',
  PageDown: 'Page_Down',
  ScrollLock: 'Scroll_Lock',
  CapsLock: 'Caps_Lock',
  NumLock: 'Num_Lock',
  Space: 'space',
  Enter: 'KP_Enter',
  Add: 'KP_Add',
  Subtract: 'KP_Subtract',
  Multiply: 'KP_Multiply',
  Divide: 'KP_Divide',
  Decimal: 'KP_Decimal',
};

/** What people write in chords, lower case, and nut.js's name for it. */
const WRITTEN: Readonly<Record<string, string>> = {
  ctrl: 'LeftControl',
  control: 'LeftControl',
  shift: 'LeftShift',
  alt: 'LeftAlt',
  altgr: 'RightAlt',
  meta: 'LeftSuper',
  super: 'LeftSuper',
  win: 'LeftSuper',
  cmd: 'LeftCmd',
  command: 'LeftCmd',
  esc: 'Escape',
  enter: 'Return',
  del: 'Delete',
  page_up: 'PageUp',
  page_down: 'PageDown',
  arrowup: 'Up',
  arrowdown: 'Down',
  arrowleft: 'Left',
  arrowright: 'Right',
};

/** How our own keyboard calls one of nut.js's keys. */
export function chordName(nut: Nut, key: Key): string {
  const name = nut.Key[key] ?? '';
  if (/^Num\d$/.test(name)) return name.slice(3);
  if (/^NumPad\d$/.test(name)) return `KP_${name.slice(6)}`;
  return CHORD_NAMES[name] ?? (name.length === 1 ? name.toLowerCase() : name);
}

/** nut.js's key for a part of a chord, or null when it has none and the part has to be typed as a character. */
export function keyOf(nut: Nut, part: string): Key | null {
  const wanted = WRITTEN[part.toLowerCase()] ?? (/^\d$/.test(part) ? `Num${part}` : part);
  const known = Object.entries(nut.Key).find(
    ([name, key]) =>
      typeof key === 'number' && (name.toLowerCase() === wanted.toLowerCase() || CHORD_NAMES[name] === wanted),
  );
  return known ? (known[1] as Key) : null;
}
