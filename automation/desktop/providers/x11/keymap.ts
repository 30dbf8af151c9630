import { splitChord } from '../../chord.ts';
import type { Connection } from './connection.ts';
import { keysymOfName, keysymsOfCharacter } from './keysyms.ts';

/** A key with the modifier keys that must be held for it. */
export interface Stroke {
  readonly keycode: number;
  readonly modifiers: readonly number[];
}

/** What the keyboard's present layout can give. It is only read, never changed: a change makes window managers deaf. */
export interface Keymap {
  /** Strokes for a text, or null when the layout lacks one of its characters. */
  strokes(text: string): readonly Stroke[] | null;
  /** "Control+Shift+s", "Alt+F4", "+": the key last, or null when the layout lacks one of the keys. */
  chord(chord: string): Stroke | null;
  keycode(name: string): number | null;
}

const LOCK = 1 << 1;

/** Reads the layout and the group and lock that are in force now. */
export async function readKeymap(connection: Connection): Promise<Keymap> {
  const { ask, x, root, keycodes } = connection;
  const [rows, pointer] = await Promise.all([
    ask<readonly (readonly number[])[]>((reply) =>
      x.GetKeyboardMapping(keycodes.first, keycodes.last - keycodes.first + 1, reply),
    ),
    ask<{ readonly keyMask: number }>((reply) => x.QueryPointer(root, reply)),
  ]);
  const group = (pointer.keyMask >> 13) & 3;
  return keymap(rows, keycodes.first, { group, capsLock: (pointer.keyMask & LOCK) !== 0 });
}

/** Columns of the core mapping: two levels of group 1, two of group 2, then levels three and four of each. */
const COLUMNS: Readonly<Record<number, readonly number[]>> = { 0: [0, 1, 4, 5], 1: [2, 3, 6, 7] };

function keymap(
  rows: readonly (readonly number[])[],
  firstKeycode: number,
  state: { readonly group: number; readonly capsLock: boolean },
): Keymap {
  const columns = COLUMNS[state.group] ?? [];
  const places = new Map<number, { readonly keycode: number; readonly level: number }>();
  rows.forEach((row, index) => {
    columns.forEach((column, level) => {
      const keysym = row[column] ?? 0;
      const known = places.get(keysym);
      // The lowest level of any key: fewer modifiers to hold.
      if (keysym !== 0 && (!known || level < known.level)) places.set(keysym, { keycode: firstKeycode + index, level });
    });
  });
  // Modifier keys stand in the same place whatever the group.
  const keycode = (name: string): number | null => {
    const keysym = keysymOfName(name);
    if (keysym === null) return null;
    const index = rows.findIndex((row) => row.includes(keysym));
    return index < 0 ? null : firstKeycode + index;
  };
  const shift = keycode('shift');
  const third = keycode('altgr');

  function stroke(keysyms: readonly number[], character: string): Stroke | null {
    for (const keysym of keysyms) {
      const place = places.get(keysym);
      if (!place) continue;
      const locked = state.capsLock && character.toLowerCase() !== character.toUpperCase();
      const shifted = ((place.level & 1) === 1) !== locked;
      const needed = [...(shifted ? [shift] : []), ...(place.level >= 2 ? [third] : [])];
      if (needed.every((key) => key !== null)) return { keycode: place.keycode, modifiers: needed };
    }
    return null;
  }

  return {
    keycode,
    strokes(text) {
      const all = Array.from(text.replace(/\r\n?/g, '\n'), (character) =>
        stroke(keysymsOfCharacter(character), character),
      );
      return all.every((one) => one !== null) ? all : null;
    },
    chord(text) {
      const parts = splitChord(text);
      const held = parts.slice(0, -1).map(keycode);
      const last = parts.at(-1) ?? '';
      const key = Array.from(last).length === 1 ? stroke(keysymsOfCharacter(last.toLowerCase()), '') : named(last);
      if (!key || !held.every((one) => one !== null)) return null;
      return { keycode: key.keycode, modifiers: [...new Set([...held, ...key.modifiers])] };
    },
  };

  function named(name: string): Stroke | null {
    const code = keycode(name);
    return code === null ? null : { keycode: code, modifiers: [] };
  }
}
