import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Performer, Undone } from '../../../shared/ports/performer.ts';
import type { Progress } from '../../../shared/ports/progress.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { allOrNone } from '../all-or-none.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { stampOf } from '../digest.ts';
import { filePerformer, together, undone } from '../file-performer.ts';
import { underFreeName } from '../free-name.ts';
import { moveEntry } from '../move-entry.ts';
import type { Places } from '../places.ts';
import { intoFolder } from './into-folder.ts';
import { Moved, obstacle } from './move-back.ts';

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
  const moveBack = async (moved: Moved, progress: Progress): Promise<Undone> => {
    const stands = await obstacle(moved);
    if (stands) return stands;
    await moveEntry(places.entry(moved.to), places.entry(moved.from), places, progress.signal);
    return undone(`${moved.from} is back.`);
  };
  return filePerformer({
    skill: 'files.move',
    args: z.object({ files: z.array(z.string()).min(1), to: z.string() }),
    receipt: z.object({ moved: z.array(Moved) }),
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
    async undo({ moved }, progress) {
      const parts: Undone[] = [];
      for (const one of moved.toReversed()) parts.push(await moveBack(one, progress));
      return together(parts);
    },
  });
};
