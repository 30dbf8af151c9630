import type { GlobalShortcut } from 'electron';

/** Keys that work wherever the person is. */
export const GLOBAL_KEYS = {
  stop: { accelerator: 'CommandOrControl+Alt+.', means: 'stop everything' },
  goalBar: { accelerator: 'CommandOrControl+Alt+K', means: 'open the goal bar' },
} as const;
export type GlobalKey = keyof typeof GLOBAL_KEYS;

/**
 * Claims the keys.
 * @returns those that another program holds or the system refuses: the person must be told that they do nothing
 */
export function claimKeys(
  shortcut: Pick<GlobalShortcut, 'register'>,
  acts: Readonly<Record<GlobalKey, () => void>>,
): readonly GlobalKey[] {
  const keys = Object.keys(GLOBAL_KEYS) as GlobalKey[];
  return keys.filter((key) => !shortcut.register(GLOBAL_KEYS[key].accelerator, acts[key]));
}

/** What to tell the person about a key that does nothing. */
export const unclaimedWords = (key: GlobalKey): string =>
  `${GLOBAL_KEYS[key].accelerator} can’t ${GLOBAL_KEYS[key].means}: another program has this key.`;
