import { lstat, mkdir, readdir, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Performer } from '../../../shared/ports/performer.ts';
import { systemCode } from '../file-error.ts';
import { filePerformer, kept, undone } from '../file-performer.ts';
import type { Places } from '../places.ts';
import type { TrashCan } from '../trash-can.ts';
import { sayKept, whoseEntry } from '../whose.ts';
import { stampOf } from '../digest.ts';
import { allGone, madeConflict, settlingMade } from './settle-made.ts';

/** `stamps`: which folders they are (see `stampOf`); receipts of before have none. */
const Made = z.object({ made: z.array(z.string()), stamps: z.array(z.string().nullable()).exactOptional() });
type Made = z.infer<typeof Made>;

const MOST_NAMED = 3;

/** The folder and those above it that were missing, outermost first. */
const makeWithParents = async (path: string): Promise<string[]> => {
  try {
    await mkdir(path);
    return [path];
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    const above = await makeWithParents(dirname(path));
    await mkdir(path);
    return [...above, path];
  }
};

/** What `makeWithParents` will make. */
const missingFrom = async (path: string): Promise<string[]> => {
  try {
    await lstat(path);
    return [];
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return [...(await missingFrom(dirname(path))), path];
  }
};

const removeEmpty = async (path: string): Promise<'removed' | 'gone' | 'in use'> => {
  try {
    if ((await readdir(path)).length > 0) return 'in use';
    await rmdir(path);
    return 'removed';
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'gone';
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(systemCode(error))) return 'in use';
    throw error;
  }
};

/** What keeps a folder from being removed, by name; nothing where that can't be read. */
const holding = async (path: string): Promise<string> => {
  const names = (await readdir(path).catch(() => [])).toSorted();
  if (names.length === 0) return '';
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `: it holds ${names.slice(0, MOST_NAMED).join(', ')}${more}`;
};

/** `files.create-folder`. Something at the path already is FILE_EXISTS. */
export const createFolder = (places: Places, trashCan: TrashCan): Performer =>
  filePerformer(places, {
    skill: 'files.create-folder',
    args: z.object({ path: z.string() }),
    receipt: Made,
    async prepare({ path }): Promise<Made> {
      return { made: await missingFrom(places.entry(path)) };
    },
    async perform({ path }) {
      const made = await makeWithParents(places.entry(path));
      return { receipt: { made, stamps: await Promise.all(made.map(stampOf)) } };
    },
    async undo({ made, stamps = [] }: Made, _, back) {
      for (const [i, path] of [...made.entries()].toReversed()) {
        const place = places.entry(path);
        if ((await stampOf(place)) !== null && (await whoseEntry(path, stamps[i], back)) === 'other')
          return kept(sayKept(path, true), await madeConflict(made[0] ?? path, 'folder', { say: 'an empty folder' }));
        if ((await removeEmpty(place)) === 'in use')
          return kept(
            `${path} is not empty any more and was left${await holding(place)}.`,
            await madeConflict(made[0] ?? path, 'folder', { say: 'an empty folder' }),
          );
      }
      return undone(`${made.at(-1) ?? 'The folder'} is gone again.`);
    },
    back: ({ made }) => allGone(made),
    settling: settlingMade(places, trashCan, ({ made }: Made) => made.slice(0, 1)),
  });
