import { constants } from 'node:fs';
import { chmod, cp, lchown, lstat, open, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Places } from './places.ts';
import { isLeftOut, walk, type Walked } from './walk.ts';

/**
 * Copies a file, folder or link with permissions and times; links stay links; pipes, sockets, devices and what has no readable name are left out.
 * FILE_DENIED when a closed place is inside.
 * `to` must be free and private: an interrupted copy is left half done.
 */
export const copyTree = async (from: string, to: string, places: Places, signal: AbortSignal): Promise<void> => {
  const left = new Set<string>();
  const folders: Walked[] = [];
  for await (const walked of walk(from)) {
    const { path, type } = walked;
    if (signal.aborted) throw new SonnyError('CANCELLED');
    if (isLeftOut({ type })) left.add(path);
    else if (!places.allows(path)) throw new SonnyError('FILE_DENIED', path);
    if (type === 'folder') folders.push(walked);
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
  // A folder is as old as what was last put into it; the innermost first, though none is put anywhere any more.
  for (const { relative, changedAt } of folders.toReversed())
    await utimes(join(to, relative), changedAt / 1000, changedAt / 1000);
};

/** Gives everything in a copy to whom it belongs where it is a copy of, as far as this user may. */
export const sameOwners = async (from: string, to: string): Promise<void> => {
  for await (const { path, relative } of walk(from)) {
    const copy = join(to, relative);
    const [was, is] = [await lstat(path), await lstat(copy)];
    if (was.uid === is.uid && was.gid === is.gid) continue;
    await lchown(copy, was.uid, was.gid).catch(() => {});
    // Giving a file away may take permissions from it.
    if (was.isFile()) await chmod(copy, was.mode & 0o7777);
  }
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
