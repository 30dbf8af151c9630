import x11 from 'x11';

const KEYSYMS = x11.keySyms;

/** Keysym of a named key as in "Control+Page_Down" or "Enter"; null when there is none of that name. */
export function keysymOfName(name: string): number | null {
  const usual = USUAL_NAMES[name.toLowerCase()] ?? name;
  return KEYSYMS[`XK_${usual}`]?.code ?? null;
}

/** The names that people and other programs write, lower case, beside the window system's own. */
const USUAL_NAMES: Readonly<Record<string, string>> = {
  enter: 'Return',
  return: 'Return',
  esc: 'Escape',
  escape: 'Escape',
  tab: 'Tab',
  space: 'space',
  backspace: 'BackSpace',
  del: 'Delete',
  delete: 'Delete',
  insert: 'Insert',
  home: 'Home',
  end: 'End',
  pageup: 'Page_Up',
  page_up: 'Page_Up',
  pagedown: 'Page_Down',
  page_down: 'Page_Down',
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  arrowup: 'Up',
  arrowdown: 'Down',
  arrowleft: 'Left',
  arrowright: 'Right',
  menu: 'Menu',
  control: 'Control_L',
  ctrl: 'Control_L',
  shift: 'Shift_L',
  alt: 'Alt_L',
  meta: 'Super_L',
  super: 'Super_L',
  win: 'Super_L',
  altgr: 'ISO_Level3_Shift',
};

/** All keysyms that give a character: the old ones, Latin 1 and the Unicode range. */
export function keysymsOfCharacter(character: string): readonly number[] {
  const point = character.codePointAt(0) ?? 0;
  const own = CONTROLS[character];
  if (own) return own;
  if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return [];
  const latin = point <= 0xff ? [point] : [];
  return [...latin, ...(legacy().get(point) ?? []), 0x01000000 + point];
}

const CONTROLS: Readonly<Record<string, readonly number[]>> = { '\n': [0xff0d], '\t': [0xff09] };

let byPoint: ReadonlyMap<number, readonly number[]> | null = null;

/** Keysyms older than Unicode carry their character in the description, in brackets. */
function legacy(): ReadonlyMap<number, readonly number[]> {
  if (byPoint) return byPoint;
  const found = new Map<number, number[]>();
  for (const { code, description } of Object.values(KEYSYMS)) {
    const character = /^\((.+?)\) /su.exec(description ?? '')?.[1];
    const point = character?.codePointAt(0);
    if (point === undefined || point <= 0xff || code >= 0x01000000) continue;
    found.set(point, [...(found.get(point) ?? []), code]);
  }
  return (byPoint = found);
}
