import { constants } from 'node:fs';
import { cp, open } from 'node:fs/promises';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Places } from './places.ts';
import { isLeftOut, walk } from './walk.ts';

/**
 * Copies a file, folder or link with permissions and times; links stay links; pipes, sockets, devices and what has no readable name are left out.
 * FILE_DENIED when a closed place is inside.
 * `to` must be free and private: an interrupted copy is left half done.
 */
export const copyTree = async (from: string, to: string, places: Places, signal: AbortSignal): Promise<void> => {
  const left = new Set<string>();
  for await (const { path, type } of walk(from)) {
    if (signal.aborted) throw new SonnyError('CANCELLED');
    if (isLeftOut({ type })) left.add(path);
    else if (!places.allows(path)) throw new SonnyError('FILE_DENIED', path);
  }
  await cp(from, to, {
    recursive: true,
    errorOnExist: true,
    force: false,
    preserveTimestamps: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => {
      if (signal.aborted) throw new SonnyError('CANCELLED');
      return !left.has(path);
    },
  });
};

/** Forces everything at and below a path to the disk. */
export const syncTree = async (path: string): Promise<void> => {
  for await (const { path: at, type } of walk(path)) {
    if (type === 'file' || type === 'folder') await syncOne(at);
  }
};

/** Forces one file or folder to the disk. Windows has no such thing for folders. */
export const syncOne = async (path: string): Promise<void> => {
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
