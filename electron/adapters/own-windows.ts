import type { Window } from '../../shared/ports/driver.ts';

/**
 * Sonny's own windows: Electron's by their class, a browser's by how its title begins (the page's title, and what browsers
 * put behind it).
 */
export const OWN_WINDOWS: readonly { readonly app?: string; readonly title: string }[] = [
  { app: 'sonny', title: '' },
  { title: 'Sonny · ' },
  { title: 'Sonny - ' },
  { title: 'Sonny — ' },
];

/** true for Sonny's own windows: no step ever touches one. */
export const isOwnWindow = (window: Window): boolean =>
  window.pid === process.pid ||
  OWN_WINDOWS.some(({ app, title }) => window.title.startsWith(title) && (app === undefined || app === window.app));
