import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Lends a private folder inside `parent`, so that what is made there is on the same device and can be moved into place
 * whole. It is gone afterwards with what is left in it.
 */
export const inWorkFolder = async <T>(parent: string, use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(parent, '.sonny-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
