import { lstat, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Performer, Undone } from '../../../shared/ports/performer.ts';
import type { Progress } from '../../../shared/ports/progress.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { allOrNone } from '../all-or-none.ts';
import type { BroughtBack } from '../brought-back.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { lastingStampOf, stampOf } from '../digest.ts';
import { filePerformer, together, undone } from '../file-performer.ts';
import { freeNames, underFreeName } from '../free-name.ts';
import { moveEntry } from '../move-entry.ts';
import type { Places } from '../places.ts';
import { intoFolder } from './into-folder.ts';
import { allBack, obstacle } from './move-back.ts';
import { Moved } from './moved.ts';
import { settlingMoved } from './settle-moved.ts';

const NEVER = new AbortController().signal;

/** `files.move`. A name that is taken becomes `name (2).ext`; what is in the folder already stays and is not in `moved`. */
export const move = (places: Places, checkpoint: Checkpoint): Performer => {
  const moveOne = async (from: string, folder: string, signal: AbortSignal): Promise<Moved> => {
    const name = await underFreeName(basename(from), (free) => moveEntry(from, join(folder, free), places, signal));
    const to = join(folder, name);
    const stamp = await stampOf(to);
    if (stamp === null) throw new SonnyError('TARGET_GONE', to);
    return { from, to, stamp };
  };
  const moveBack = async (moved: Moved, back: BroughtBack, progress: Progress): Promise<Undone> => {
    const stands = await obstacle(moved, back);
    if (stands) return stands;
    await moveEntry(places.entry(moved.to), places.entry(moved.from), places, progress.signal);
    return undone(`${moved.from} is back.`);
  };
  return filePerformer(places, {
    skill: 'files.move',
    args: z.object({ files: z.array(z.string()).min(1), to: z.string() }),
    receipt: z.object({ moved: z.array(Moved) }),
    async prepare({ files, to }, { signal }) {
      const { folder, entries } = await intoFolder(places, files, to);
      const leaving = entries.filter((from) => dirname(from) !== folder);
      const isTaken = async (name: string): Promise<boolean> => (await stampOf(join(folder, name))) !== null;
      const names = await freeNames(
        leaving.map((from) => basename(from)),
        isTaken,
      );
      const { dev } = await stat(folder);
      const moved: Moved[] = [];
      for (const [i, from] of leaving.entries()) {
        const stays = (await lstat(from)).dev === dev;
        const stamp = stays ? await stampOf(from) : await lastingStampOf(from, signal);
        moved.push({ from, to: join(folder, names[i] ?? ''), stamp: stamp ?? '' });
      }
      return { moved };
    },
    async perform({ files, to }, progress) {
      const { folder, entries } = await intoFolder(places, files, to);
      const moved: Moved[] = [];
      await allOrNone(
        entries.filter((from) => dirname(from) !== folder),
        async (from) => {
          checkpoint(progress);
          const done = await moveOne(from, folder, progress.signal);
          moved.push(done);
          return () => moveEntry(done.to, from, places, NEVER);
        },
      );
      return { outputs: { moved: moved.map(({ from, to }) => ({ from, to })) }, receipt: { moved } };
    },
    async undo({ moved }, progress, back) {
      const parts: Undone[] = [];
      for (const one of moved.toReversed()) parts.push(await moveBack(one, back, progress));
      return together(parts);
    },
    back: ({ moved }) => allBack(moved),
    settling: settlingMoved(
      places,
      ({ moved }: { moved: Moved[] }) => moved,
      () => ({
        there: (from, to, signal) => moveEntry(from, to, places, signal),
        back: (from, to, signal) => moveEntry(from, to, places, signal),
      }),
    ),
  });
};
