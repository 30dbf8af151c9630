import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemCode } from './file-error.ts';
import { isLeftOut, walk } from './walk.ts';

/** SHA-256 (hex) of a file's bytes, read in parts. Rejects when aborted. */
export const sha256Of = async (path: string, signal?: AbortSignal): Promise<string> => {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path, { highWaterMark: 1024 * 1024, ...(signal ? { signal } : {}) })) {
    hash.update(part as Buffer);
  }
  return hash.digest('hex');
};

/** SHA-256 (hex) of a text. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** One hash (hex) for a file's bytes, or for all names, bytes and link targets below a folder; of what can’t be copied nothing. */
export const digestOf = async (path: string, signal?: AbortSignal): Promise<string> => {
  const hash = createHash('sha256');
  for await (const { path: at, relative, type } of walk(path)) {
    if (isLeftOut({ type })) continue;
    const what = type === 'file' ? await sha256Of(at, signal) : type === 'link' ? await readlink(at) : '';
    hash.update(JSON.stringify([type, relative, what]));
  }
  return hash.digest('hex');
};

const DIGEST = 'digest ';

/** Whether a stamp tells a thing by its bytes (see `lastingStampOf`). */
export const isLasting = (stamp: string): boolean => stamp.startsWith(DIGEST);

/** As `stampOf`, but good for a copy on another device too: dearer, for all is read. */
export const lastingStampOf = async (path: string, signal?: AbortSignal): Promise<string> =>
  DIGEST + (await digestOf(path, signal));

/** How far the time of change may be off for a file that an undo made as old as it was, in milliseconds: a time that is set is rounded. */
const ROUNDED = 0.001;

const fileStamp = (stamp: string): { size: string; changed: number } | null => {
  const [, size, changed] = /^file \d+ (\d+) ([\d.]+)$/.exec(stamp) ?? [];
  return size === undefined || changed === undefined ? null : { size, changed: Number(changed) };
};

/** A file that was changed and is as it was before is another to the file system, and still as big and as old as it was. */
const sameAgain = (now: string, stamp: string): boolean => {
  const [one, other] = [fileStamp(now), fileStamp(stamp)];
  return !!one && !!other && one.size === other.size && Math.abs(one.changed - other.changed) <= ROUNDED;
};

/** Where the thing at a path itself really is, with the links on the way followed. Rejects where that can't be told. */
export const realEntry = async (path: string): Promise<string> => join(await realpath(dirname(path)), basename(path));

const isInPlace = (path: string): Promise<boolean> =>
  realEntry(path).then(
    (real) => real === path,
    () => false,
  );

/** Whether the thing at a path is still the one that had this stamp, or is as that one was. Through a link on the way to it only that very one. */
export const isStill = async (path: string, stamp: string): Promise<boolean> => {
  const now = await stampOf(path);
  if (now === null) return false;
  if (!isLasting(stamp)) return now === stamp || (sameAgain(now, stamp) && (await isInPlace(path)));
  return (await lastingStampOf(path)) === stamp;
};

/**
 * Tells cheaply whether the thing at a path is still the one that was there: a file's identity, size and time of change, a
 * folder's identity, a link's target. null when nothing is there.
 */
export const stampOf = async (path: string): Promise<string | null> => {
  try {
    const stat = await lstat(path);
    if (stat.isSymbolicLink()) return `link ${await readlink(path)}`;
    return stat.isDirectory() ? `folder ${stat.dev} ${stat.ino}` : `file ${stat.ino} ${stat.size} ${stat.mtimeMs}`;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return null;
    throw error;
  }
};

/** What a stamp says of a thing's identity alone, so that it is known again under another name and after a change. */
export const identity = (stamp: string): string => /^(?:file \d+|folder \d+ \d+|link .*)/s.exec(stamp)?.[0] ?? stamp;
