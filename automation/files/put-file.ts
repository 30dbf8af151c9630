import { open, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncOne } from './copy-tree.ts';
import { renameWithoutReplacing } from './move-entry.ts';
import { inWorkFolder } from './work-folder.ts';

/**
 * Puts a file with these bytes at a path: whole or not at all, and on the disk when it returns. `mode` is its permissions,
 * null for those of any new file. With `replace` it takes the place of the file there; without, throws EEXIST when there is one.
 */
export const putFile = async (
  path: string,
  bytes: Uint8Array,
  mode: number | null,
  replace: boolean,
): Promise<void> => {
  const folder = dirname(path);
  await inWorkFolder(folder, async (work) => {
    const next = join(work, basename(path));
    const handle = await open(next, 'wx');
    try {
      await handle.writeFile(bytes);
      if (mode !== null) await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await (replace ? rename(next, path) : renameWithoutReplacing(next, path));
  });
  if (process.platform !== 'win32') await syncOne(folder);
};

/** The same in the place of whatever file is there, with its permissions; what is there and no file is EEXIST. */
export const putInPlace = async (path: string, bytes: Uint8Array): Promise<void> => {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const isFile = found?.isFile() ?? false;
  await putFile(path, bytes, found && isFile ? found.mode & 0o7777 : null, isFile);
};
