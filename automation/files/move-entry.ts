import { constants } from 'node:fs';
import { access, link, lstat, rename, rm, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { copyTree, sameOwners, syncTree } from './copy-tree.ts';
import { digestOf } from './digest.ts';
import { systemCode } from './file-error.ts';
import type { Places } from './places.ts';
import { isLeftOut, walk } from './walk.ts';
import { inWorkFolder } from './work-folder.ts';

/** A second name cannot be given: by the file system, or to a file of another owner. */
const NO_SECOND_NAME = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']);

const refuseTaken = async (path: string): Promise<void> => {
  const taken = await lstat(path).catch(() => null);
  if (taken) throw Object.assign(new Error(`EEXIST: ${path}`), { code: 'EEXIST' });
};

/**
 * Renames on one device without ever replacing something: throws EEXIST instead. A plain rename would replace, so a file gets
 * its second name first, which fails when that is taken. For folders and links there is only looking first.
 */
export const renameWithoutReplacing = async (from: string, to: string): Promise<void> => {
  if ((await lstat(from)).isFile()) {
    try {
      await link(from, to);
      return await unlink(from);
    } catch (error) {
      if (!NO_SECOND_NAME.has(systemCode(error))) throw error;
    }
  }
  await refuseTaken(to);
  await rename(from, to);
};

/** To another device: copied, flushed, compared, put into place, and only then removed where it was. */
const moveAcross = async (from: string, to: string, places: Places, signal: AbortSignal): Promise<void> => {
  await access(dirname(from), constants.W_OK);
  for await (const walked of walk(from)) {
    // What would be left out of the copy would be lost.
    if (isLeftOut(walked))
      throw new SonnyError(
        'FILE_DENIED',
        `${walked.path} can’t go to another disk: it is no plain file, or its name can’t be read. Nothing was moved.`,
      );
  }
  await inWorkFolder(dirname(to), async (work) => {
    const copy = join(work, basename(to));
    await copyTree(from, copy, places, signal);
    await sameOwners(from, copy);
    await syncTree(copy);
    if ((await digestOf(copy, signal)) !== (await digestOf(from, signal))) {
      throw new SonnyError('FILE_DENIED', `${from} was changed while it was copied; nothing was moved.`);
    }
    await renameWithoutReplacing(copy, to);
  });
  try {
    await rm(from, { recursive: true });
  } catch (error) {
    throw new SonnyError('WRONG_EFFECT', `${to} is a whole copy, but ${from} could not be removed.`, { cause: error });
  }
};

/**
 * Moves a file, folder or link, to another device as well. Throws EEXIST when something is at `to`, having moved nothing. `copied`: it went to
 * another device, where what is there now was read back and compared to the byte before the first was removed.
 */
export const moveEntry = async (
  from: string,
  to: string,
  places: Places,
  signal: AbortSignal,
): Promise<'renamed' | 'copied'> => {
  try {
    await renameWithoutReplacing(from, to);
    return 'renamed';
  } catch (error) {
    if (systemCode(error) !== 'EXDEV') throw error;
    await moveAcross(from, to, places, signal);
    return 'copied';
  }
};
