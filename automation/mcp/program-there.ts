import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** How Windows may end a program's name that is given without an ending. */
const ENDINGS = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat', '.com'] : [''];

/**
 * Whether there is a program of that name where programs are looked for. Nothing is started.
 * @param folder where a name with a folder in it begins, unless it is absolute
 */
export const isProgramThere = (name: string, path: string | undefined, folder: string): boolean => {
  const inFolder = name.includes('/') || (process.platform === 'win32' && name.includes('\\'));
  const folders = isAbsolute(name) ? [''] : inFolder ? [folder] : (path ?? '').split(delimiter).filter(Boolean);
  return folders.some((where) => ENDINGS.some((ending) => isProgram(join(where, name) + ending)));
};
