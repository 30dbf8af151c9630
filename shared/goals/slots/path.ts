/** The folders everyone has, as they are called and as they are on disk. */
const WELL_KNOWN: ReadonlyMap<string, string> = new Map([
  ['documents', 'Documents'],
  ['downloads', 'Downloads'],
  ['desktop', 'Desktop'],
  ['pictures', 'Pictures'],
  ['music', 'Music'],
  ['videos', 'Videos'],
  ['templates', 'Templates'],
  ['home', ''],
]);

/** The words for the folders everyone has. */
export const WELL_KNOWN_WORDS: readonly string[] = [...WELL_KNOWN.keys()];

/** Where a folder that everyone has is, by a word for it. */
export const wellKnownFolder = (word: string, home: string): string | null => {
  const folder = WELL_KNOWN.get(word.toLowerCase());
  return folder === undefined ? null : folder === '' ? home : `${home}/${folder}`;
};

export const isWellKnown = (path: string, home: string): boolean =>
  path === '/' || [...WELL_KNOWN.keys()].some((word) => wellKnownFolder(word, home) === path);

/** Whether a path is that folder, or in it. */
export const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);

/** The path as shown: `~` for the home folder. */
export const shown = (path: string, home: string): string =>
  path === home ? '~' : path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;

/** An absolute path without `.`, `..`, doubled or trailing slashes. */
export const resolvePath = (written: string, home: string): string => {
  const full = written === '~' || written.startsWith('~/') ? home + written.slice(1) : written;
  const parts: string[] = [];
  for (const part of full.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
};

export const isPath = (text: string): boolean => text === '~' || /^~?\//u.test(text);

/** One name, as a folder can hold it. */
export const isFileName = (text: string): boolean =>
  text.trim() !== '' && text !== '.' && text !== '..' && !/[/\0-\x1F]/u.test(text) && text.length <= 255;

export const hasEnding = (text: string): boolean => /[^.]\.[\p{L}\p{N}]{1,8}$/u.test(text);

export const inFolder = (folder: string, name: string): string => (folder === '/' ? `/${name}` : `${folder}/${name}`);

/** The system's folders, and a home folder as a whole: no goal takes them away. */
export const isSystem = (path: string, home: string): boolean =>
  path === '/' ||
  path === home ||
  home.startsWith(`${path}/`) ||
  (!path.startsWith(`${home}/`) && /^\/(bin|boot|dev|etc|lib\w*|opt|proc|root|run|sbin|sys|usr|var)(\/|$)/u.test(path));
