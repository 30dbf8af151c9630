import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../../shared/ports/progress.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { systemCode } from '../file-error.ts';
import { globMatcher } from '../glob.ts';
import type { Places } from '../places.ts';

export interface Listed {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** When its bytes last changed, in whole milliseconds since the epoch. */
  readonly changed: number;
}

/** More files than a plan can take, or folders than a person meant. */
const MOST_FOUND = 10_000;
const MOST_SEEN = 200_000;
const DEEPEST = 64;

const byName = (a: Listed, b: Listed): number =>
  a.name === b.name ? (a.path < b.path ? -1 : 1) : a.name < b.name ? -1 : 1;

/** What is in a folder; nothing when it went away meanwhile or, below the start, may not be read. */
const entriesOf = async (folder: string, isStart: boolean) => {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (!isStart && ['ENOENT', 'EACCES', 'EPERM'].includes(systemCode(error))) return [];
    throw error;
  }
};

const statOf = async (path: string): Promise<Pick<Listed, 'size' | 'changed'> | null> => {
  try {
    const { size, mtimeMs } = await lstat(path);
    return { size, changed: Math.trunc(mtimeMs) };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
};

/**
 * The files of a folder whose names fit the pattern, by name. Hidden folders, closed places and links are passed by.
 * FILE_TOO_BIG when there are too many to name.
 */
export const listFiles = async (
  folder: string,
  { glob, recursive }: { readonly glob: string; readonly recursive: boolean },
  places: Places,
  progress: Progress,
): Promise<Listed[]> => {
  const fits = globMatcher(glob);
  const found: Listed[] = [];
  // As it was asked for, and as it is once links are followed.
  const waiting = [{ asked: folder, folder: places.content(folder), depth: 0 }];
  let seen = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const entry of await entriesOf(next.folder, next.depth === 0)) {
      if (progress.signal.aborted) throw new SonnyError('CANCELLED');
      if (++seen > MOST_SEEN) throw new SonnyError('FILE_TOO_BIG', `${folder} holds more than ${MOST_SEEN} things.`);
      const path = join(next.folder, entry.name);
      if (!places.allows(path)) continue;
      if (entry.isDirectory() && recursive && !entry.name.startsWith('.') && next.depth < DEEPEST) {
        waiting.push({ asked: join(next.asked, entry.name), folder: path, depth: next.depth + 1 });
      }
      const stat = entry.isFile() && fits(entry.name) ? await statOf(path) : null;
      if (stat === null) continue;
      found.push({ path: join(next.asked, entry.name), name: entry.name, ...stat });
      if (found.length > MOST_FOUND) throw new SonnyError('FILE_TOO_BIG', `More than ${MOST_FOUND} files fit ${glob}.`);
    }
  }
  return found.sort(byName);
};
