import { basename, delimiter } from 'node:path';

/** What npm puts last of what it puts before a person’s own folders of programs. */
const LAST_OF_NPM = 'node-gyp-bin';

/**
 * Where programs are looked for, a person’s own folders first: npm, which starts Sonny, puts those of Sonny’s packages before them, and its
 * Node would be taken for theirs. They stay at the end, for machines without one.
 */
export const ownPathFirst = (path: string): string => {
  const folders = path.split(delimiter);
  const last = folders.findLastIndex((folder) => basename(folder) === LAST_OF_NPM);
  return [...folders.slice(last + 1), ...folders.slice(0, last + 1)].join(delimiter);
};
