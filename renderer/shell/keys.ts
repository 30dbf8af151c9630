/** The keys that work everywhere in the window, as they are shown and as they are bound. */
export const KEYS = {
  stop: 'Ctrl .',
  goal: 'Ctrl K',
  main: 'Ctrl Enter',
  pause: 'Alt P',
  oneStep: 'Alt S',
  undo: 'Alt U',
  view: 'Alt G',
} as const;

export type KeyName = keyof typeof KEYS;

export const KEY_WORDS: Readonly<Record<KeyName, string>> = {
  stop: 'Stop everything',
  goal: 'Type a goal',
  main: 'Run, approve, or do it again',
  pause: 'Pause, or go on',
  oneStep: 'Do one step, then pause',
  undo: 'Undo this run',
  view: 'Steps, graph or timeline',
};

/** Whether a key press is the named one. On a Mac, Command stands for Ctrl. */
export function isKey(event: KeyboardEvent, name: KeyName): boolean {
  const [modifier, key = ''] = KEYS[name].split(' ');
  const held = modifier === 'Alt' ? event.altKey : event.ctrlKey || event.metaKey;
  // Alt changes the character on some layouts, so the key's place decides there.
  const pressed = modifier === 'Alt' ? event.code === `Key${key}` : event.key.toLowerCase() === key.toLowerCase();
  return held && pressed && !event.shiftKey && !event.repeat;
}

/** Whether plain keys belong to a text field just now. */
export const isTyping = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]') !== null;
