import { lstat } from 'node:fs/promises';
import { z } from 'zod';
import type { Performer, Undone } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { allOrNone } from '../all-or-none.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { stampOf } from '../digest.ts';
import { filePerformer, together, undone } from '../file-performer.ts';
import type { Places } from '../places.ts';
import type { TrashCan } from '../trash-can.ts';
import { allBack, obstacle } from './move-back.ts';
import { Moved } from './moved.ts';
import { settlingMoved } from './settle-moved.ts';

const Trashed = Moved.extend({ info: z.string() });
type Trashed = z.infer<typeof Trashed>;

/** `files.trash`, into the trash that the file manager shows. */
export const trash = (places: Places, trashCan: TrashCan, checkpoint: Checkpoint): Performer => {
  const putOne = async (from: string): Promise<Trashed> => {
    const { to, info } = await trashCan.put(from);
    const stamp = await stampOf(to);
    if (stamp === null) throw new SonnyError('TARGET_GONE', to);
    return { from, to, info, stamp };
  };
  const there = async (files: readonly string[]): Promise<string[]> => {
    const entries = [...new Set(files.map((file) => places.entry(file)))];
    for (const entry of entries) await lstat(entry);
    return entries;
  };
  return filePerformer(places, {
    skill: 'files.trash',
    args: z.object({ files: z.array(z.string()).min(1) }),
    receipt: z.object({ trashed: z.array(Trashed) }),
    async prepare({ files }) {
      const entries = await there(files);
      const foreseen = await trashCan.foresee(entries);
      const trashed: Trashed[] = [];
      for (const [i, from] of entries.entries()) {
        trashed.push({ from, ...(foreseen[i] ?? { to: '', info: '' }), stamp: (await stampOf(from)) ?? '' });
      }
      return { trashed };
    },
    async perform({ files }, progress) {
      const entries = await there(files);
      const trashed: Trashed[] = [];
      await allOrNone(entries, async (entry) => {
        checkpoint(progress);
        const done = await putOne(entry);
        trashed.push(done);
        return () => trashCan.takeOut(done);
      });
      return { outputs: { trashed: trashed.map(({ from, to }) => ({ from, to })) }, receipt: { trashed } };
    },
    async undo({ trashed }, _, back) {
      const parts: Undone[] = [];
      for (const one of trashed.toReversed()) {
        const stands = await obstacle(one, back);
        if (!stands) await trashCan.takeOut({ ...one, from: places.entry(one.from) });
        parts.push(stands ?? undone(`${one.from} is back.`));
      }
      return together(parts);
    },
    back: ({ trashed }) => allBack(trashed),
    settling: settlingMoved(
      places,
      ({ trashed }: { trashed: Trashed[] }) => trashed,
      (receipt) => ({
        there: (from, to) =>
          trashCan.takeOut({ from: to, to: from, info: receipt?.trashed.find((one) => one.to === from)?.info ?? '' }),
        back: async (from) => void (await trashCan.put(from)),
      }),
    ),
  });
};
