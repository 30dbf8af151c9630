import { lstat, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Evidence, Performer, Undone } from '../../../shared/ports/performer.ts';
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

/** One thing that was moved, and how. */
interface Went {
  readonly moved: Moved;
  readonly how: 'renamed' | 'copied';
}

/** As it is told, with its size where that can be read back of what is another file now. */
const told = async ({ moved: { from, to }, how }: Went): Promise<{ from: string; to: string; size?: number }> => {
  const found = how === 'copied' ? await lstat(to) : null;
  return { from, to, ...(found?.isFile() ? { size: found.size } : {}) };
};

/** What was renamed was not read: it is the same thing as before. */
const readBack = ({ moved: { from, to }, how }: Went): Evidence[] =>
  how === 'renamed'
    ? []
    : [
        {
          path: 'filesystem',
          say: `${to} was compared to the byte with ${from}, before that was removed`,
          holds: true,
        },
      ];

/** `files.move`. A name that is taken becomes `name (2).ext`; what is in the folder already stays and is not in `moved`. */
export const move = (places: Places, checkpoint: Checkpoint): Performer => {
  const moveOne = async (from: string, folder: string, signal: AbortSignal): Promise<Went> => {
    let how: Went['how'] = 'renamed';
    const name = await underFreeName(basename(from), async (free) => {
      how = await moveEntry(from, join(folder, free), places, signal);
    });
    const to = join(folder, name);
    const stamp = await stampOf(to);
    if (stamp === null) throw new SonnyError('TARGET_GONE', to);
    return { moved: { from, to, stamp }, how };
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
      const went: Went[] = [];
      await allOrNone(
        entries.filter((from) => dirname(from) !== folder),
        async (from) => {
          checkpoint(progress);
          const done = await moveOne(from, folder, progress.signal);
          went.push(done);
          return async () => void (await moveEntry(done.moved.to, from, places, NEVER));
        },
      );
      return {
        outputs: { moved: await Promise.all(went.map(told)) },
        evidence: went.flatMap(readBack),
        receipt: { moved: went.map(({ moved }) => moved) },
      };
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
        there: async (from, to, signal) => void (await moveEntry(from, to, places, signal)),
        back: async (from, to, signal) => void (await moveEntry(from, to, places, signal)),
      }),
    ),
  });
};
