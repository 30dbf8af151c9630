import type { Window } from '../../../shared/ports/driver.ts';

/** Terminals that paste the primary selection with Shift+Insert, and know no other key for it. */
const CLASSIC = ['xterm', 'uxterm', 'urxvt', 'rxvt', 'koi8rxterm'];
const MODERN = [
  'gnome-terminal',
  'xfce4-terminal',
  'mate-terminal',
  'lxterminal',
  'terminator',
  'tilix',
  'konsole',
  'qterminal',
  'kitty',
  'alacritty',
  'foot',
  'kgx',
  'ptyxis',
  'ghostty',
  'wezterm',
];

const isOneOf = (names: readonly string[], { app }: Window): boolean =>
  names.some((name) => app === name || app.startsWith(`${name}-`) || app.endsWith(`.${name}`));

export const isTerminal = (window: Window): boolean => isOneOf([...CLASSIC, ...MODERN], window);

/** How a window pastes. In a terminal Control+V means something else. */
export const pasteKey = (window: Window): { readonly chord: string; readonly selection: 'CLIPBOARD' | 'PRIMARY' } => {
  if (isOneOf(CLASSIC, window)) return { chord: 'Shift+Insert', selection: 'PRIMARY' };
  return { chord: isOneOf(MODERN, window) ? 'Control+Shift+v' : 'Control+v', selection: 'CLIPBOARD' };
};
