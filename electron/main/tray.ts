import type { MenuItemConstructorOptions } from 'electron';
import { GLOBAL_KEYS, type GlobalKey, unclaimedWords } from './global-keys.ts';

export interface TrayActs {
  openWindow(): void;
  openGoalBar(): void;
  stop(): void;
  letAct(): void;
  quit(): void;
}

/** The tray's menu. Stop comes first: it is what one looks for in a hurry. */
export function trayMenu(
  acts: TrayActs,
  unclaimed: readonly GlobalKey[],
  stopped: boolean,
): MenuItemConstructorOptions[] {
  const key = (name: GlobalKey): MenuItemConstructorOptions =>
    unclaimed.includes(name) ? {} : { accelerator: GLOBAL_KEYS[name].accelerator };
  return [
    stopped
      ? { label: 'Let Sonny act again', click: () => acts.letAct() }
      : { label: 'Stop everything', ...key('stop'), click: () => acts.stop() },
    { type: 'separator' },
    { label: 'Goal bar', ...key('goalBar'), click: () => acts.openGoalBar() },
    { label: 'Open Sonny', click: () => acts.openWindow() },
    ...unclaimed.map((name): MenuItemConstructorOptions => ({ label: unclaimedWords(name), enabled: false })),
    { type: 'separator' },
    { label: 'Quit Sonny', click: () => acts.quit() },
  ];
}
