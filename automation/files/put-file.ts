import type { Stats } from 'node:fs';
import { open, rename, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncOne } from './copy-tree.ts';
import { renameWithoutReplacing } from './move-entry.ts';
import { inWorkFolder } from './work-folder.ts';

/** What a file is beside its bytes and its name. */
export interface Standing {
  /** Permissions. */
  readonly mode: number;
  /** Whose it is. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** When it was last changed and read, in seconds since the epoch. Absent: now. */
  readonly times?: { readonly changed: number; readonly read: number };
}

/** What a file that is there is, but for its age. */
export const standingOf = ({ mode, uid, gid }: Stats): Standing & Required<Pick<Standing, 'owner'>> => ({
  mode: mode & 0o7777,
  owner: { uid, gid },
});

/** Gives a file what it shall be. Whose it is only as far as this user may say so. */
export const stand = async (file: FileHandle, { mode, owner, times }: Standing): Promise<void> => {
  const { uid, gid } = await file.stat();
  if (owner && owner.uid !== uid) await file.chown(owner.uid, -1).catch(() => {});
  if (owner && owner.gid !== gid) await file.chown(-1, owner.gid).catch(() => {});
  // Last: giving a file away may take permissions from it.
  await file.chmod(mode);
  if (times) await file.utimes(times.read, times.changed);
};

/**
 * Puts a file with these bytes at a path: whole or not at all, and on the disk when it returns. `standing`: null for that of
 * any new file. With `replace` it takes the place of the file there; without, throws EEXIST when there is one.
 */
export const putFile = async (
  path: string,
  bytes: Uint8Array,
  standing: Standing | null,
  replace: boolean,
): Promise<void> => {
  const folder = dirname(path);
  await inWorkFolder(folder, async (work) => {
    const next = join(work, basename(path));
    const handle = await open(next, 'wx');
    try {
      await handle.writeFile(bytes);
      if (standing !== null) await stand(handle, standing);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await (replace ? rename(next, path) : renameWithoutReplacing(next, path));
  });
  if (process.platform !== 'win32') await syncOne(folder);
};

/** The same in the place of whatever file is there, with its permissions and owner; what is there and no file is EEXIST. */
export const putInPlace = async (path: string, bytes: Uint8Array): Promise<void> => {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const isFile = found?.isFile() ?? false;
  await putFile(path, bytes, found && isFile ? standingOf(found) : null, isFile);
};
