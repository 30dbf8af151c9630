import { lstat, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Places } from '../places.ts';

/**
 * Checks before anything is touched that all the things are there and may go into the folder. Gives resolved paths, each
 * thing once.
 */
export const intoFolder = async (
  places: Places,
  files: readonly string[],
  to: string,
): Promise<{ folder: string; entries: string[] }> => {
  const folder = places.content(to);
  if (!(await stat(folder)).isDirectory()) throw new SonnyError('FILE_EXISTS', `${to} is a file, not a folder.`);
  const entries = [...new Set(files.map((file) => places.entry(file)))];
  for (const entry of entries) {
    await lstat(entry);
    if (folder === entry || folder.startsWith(entry + sep)) {
      throw new SonnyError('FILE_INTO_ITSELF', `${folder} is in ${entry}.`);
    }
  }
  return { folder, entries };
};
