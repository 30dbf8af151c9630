/**
 * Names of elements whose click changes nothing outside the window and can be stepped back from: what opens a menu, a
 * dialog or another view, or leaves one. Everything else has an unknown effect.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  ...[
    'ok',
    'cancel',
    'back',
    'forward',
    'next',
    'previous',
    'first',
    'last',
    'up',
    'down',
    'home',
    'reload',
    'refresh',
  ],
  ...[
    'file',
    'edit',
    'view',
    'search',
    'find',
    'format',
    'document',
    'tools',
    'insert',
    'styles',
    'table',
    'window',
    'help',
    'options',
    'menu',
  ],
  ...[
    'about',
    'preferences',
    'settings',
    'properties',
    'details',
    'more',
    'show more',
    'show less',
    'expand',
    'collapse',
  ],
  ...['new tab', 'zoom in', 'zoom out', 'select all', 'copy', 'save as', 'print preview'],
  ...[...'0123456789.,+-*/=()%×÷−'],
]);

/** On a page much less is: “Search” or “OK” may send what stands in its fields. */
const HARMLESS_ON_PAGES: ReadonlySet<string> = new Set(
  'back,forward,cancel,close,menu,show more,show less,expand,collapse,details,zoom in,zoom out'.split(','),
);

/** A name as people compare it: no case, no ellipsis, no mnemonic underscore. */
const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/(…|\.{3})$/u, '')
    .replace(/^_|(?<=\p{L})_(?=\p{L})/gu, '');

export const isHarmlessOnPage = (name: string): boolean => HARMLESS_ON_PAGES.has(plain(name));

export const isHarmless = (name: string): boolean => HARMLESS.has(plain(name));
