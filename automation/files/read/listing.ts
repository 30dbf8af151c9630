import type { Dirent } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../../shared/ports/progress.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { systemCode } from '../file-error.ts';
import { globMatcher } from '../../../shared/skills/glob.ts';
import { nothingLeftOut, readableName, type LeftOut } from '../left-out.ts';
import type { Places } from '../places.ts';

export interface Listed {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** When its bytes last changed, in whole milliseconds since the epoch. */
  readonly changed: number;
  readonly isFolder?: true;
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
    return await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
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

const leadsToFolder = async (link: string): Promise<boolean> =>
  (await stat(link).catch(() => null))?.isDirectory() ?? false;

export interface Pattern {
  readonly glob: string;
  readonly recursive: boolean;
  /** Folders as well, by the same pattern. */
  readonly folders?: boolean;
}

export interface Listing {
  readonly files: readonly Listed[];
  /** There are more: it ended at so many files, things or folders in folders. */
  readonly cut: boolean;
  /** What fits and is none of the files, or would lead to some. */
  readonly left: LeftOut;
  /** Folders that fit, where neither they nor what is in them is asked for. */
  readonly folders: number;
}

/** Folders of what programs install for themselves: a person looking for files of theirs means none of it. */
const INSTALLED = new Set(['node_modules']);

const isPassed = (name: string): boolean => name.startsWith('.') || INSTALLED.has(name);

/**
 * The files of a folder whose names fit the pattern, by name, up to `most`. Below the folder itself hidden folders, those of installed
 * packages, closed places and links are passed by.
 */
export const listSome = async (
  folder: string,
  { glob, recursive, folders = false }: Pattern,
  places: Places,
  { signal }: Pick<Progress, 'signal'>,
  most = MOST_FOUND,
): Promise<Listing> => {
  const fits = globMatcher(glob);
  const opens = (name: string): boolean => recursive && !isPassed(name);
  const files: Listed[] = [];
  // As it was asked for, and as it is once links are followed. Nearer folders first: what is cut off is what is deepest.
  const waiting = [{ asked: folder, folder: places.content(folder), depth: 0 }];
  const left = nothingLeftOut();
  let [seen, tooDeep, passed] = [0, false, 0];
  const listed = (cut: boolean): Listing => ({ files: files.sort(byName), cut, left, folders: passed });
  for (let at = 0; at < waiting.length; at++) {
    const next = waiting[at];
    if (!next) break;
    for (const entry of await entriesOf(next.folder, next.depth === 0)) {
      if (signal.aborted) throw new SonnyError('CANCELLED');
      if (++seen > MOST_SEEN) return listed(true);
      const name = readableName(entry.name);
      if (name === null) {
        if (fits(entry.name.toString()) || (recursive && entry.isDirectory())) left.nameless++;
        continue;
      }
      const path = join(next.folder, name);
      if (!places.allows(path)) continue;
      await countLeft(left, entry, path, { fits: fits(name), opens: opens(name) });
      const isFolder = entry.isDirectory();
      const asked = join(next.asked, name);
      if (isFolder && opens(name)) {
        if (next.depth < DEEPEST) waiting.push({ asked, folder: path, depth: next.depth + 1 });
        else tooDeep = true;
      }
      if (!fits(name)) continue;
      if (isFolder && !folders && !recursive) passed++;
      const found = entry.isFile() || (isFolder && folders) ? await statOf(path) : null;
      if (found === null) continue;
      if (files.length === most) return listed(true);
      files.push({ path: asked, name, ...found, ...(isFolder ? { isFolder: true as const } : {}) });
    }
  }
  return listed(tooDeep);
};

/** Counts a link that fits or would lead to what is asked for, and what fits and is no file at all. */
const countLeft = async (
  left: LeftOut,
  entry: Dirent<Buffer>,
  path: string,
  its: { readonly fits: boolean; readonly opens: boolean },
): Promise<void> => {
  if (entry.isSymbolicLink()) {
    if (its.fits || (its.opens && (await leadsToFolder(path)))) left.links++;
  } else if (its.fits && !entry.isFile() && !entry.isDirectory()) left.odd++;
};

/** As `listSome`, all of them, and what is none of them; FILE_TOO_BIG when there are too many to name. */
export const listFiles = async (
  folder: string,
  pattern: Pattern,
  places: Places,
  progress: Progress,
): Promise<Omit<Listing, 'cut'>> => {
  const { files, cut, ...more } = await listSome(folder, pattern, places, progress);
  if (cut)
    throw new SonnyError('FILE_TOO_BIG', `${folder} holds more files that fit ${pattern.glob} than can be named.`);
  return { files, ...more };
};
