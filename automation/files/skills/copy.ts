import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Performer, Undone } from '../../../shared/ports/performer.ts';
import { allOrNone } from '../all-or-none.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { stampOf } from '../digest.ts';
import { filePerformer, together } from '../file-performer.ts';
import { freeNames, underFreeName } from '../free-name.ts';
import { renameWithoutReplacing } from '../move-entry.ts';
import type { Places } from '../places.ts';
import type { TrashCan } from '../trash-can.ts';
import { Copied, copyInto, takeAway, toldOf } from './copying.ts';
import { intoFolder } from './into-folder.ts';
import { allGone, settlingMade } from './settle-made.ts';

/** `files.copy`. A name that is taken becomes `name (2).ext`. A copy comes into place whole. */
export const copy = (places: Places, trashCan: TrashCan, checkpoint: Checkpoint): Performer =>
  filePerformer(places, {
    skill: 'files.copy',
    args: z.object({ files: z.array(z.string()).min(1), to: z.string() }),
    receipt: z.object({ copied: z.array(Copied) }),
    async prepare({ files, to }) {
      const { folder, entries } = await intoFolder(places, files, to);
      const isTaken = async (name: string): Promise<boolean> => (await stampOf(join(folder, name))) !== null;
      const names = await freeNames(
        entries.map((from) => basename(from)),
        isTaken,
      );
      return { copied: entries.map((from, i) => ({ from, to: join(folder, names[i] ?? ''), digest: null })) };
    },
    async perform({ files, to }, progress) {
      const { folder, entries } = await intoFolder(places, files, to);
      const copied: Copied[] = [];
      await allOrNone(entries, async (from) => {
        checkpoint(progress);
        const land = (made: string): Promise<string> =>
          underFreeName(basename(from), (free) => renameWithoutReplacing(made, join(folder, free)));
        const done = await copyInto(from, folder, land, places, progress);
        copied.push(done);
        return () => rm(done.to, { recursive: true });
      });
      return { ...(await toldOf(copied, places, progress.signal)), receipt: { copied } };
    },
    async undo({ copied }, progress, back) {
      const parts: Undone[] = [];
      for (const one of copied.toReversed()) parts.push(await takeAway(one, back, places, trashCan, progress));
      return together(parts);
    },
    back: ({ copied }) => allGone(copied.map(({ to }) => to)),
    settling: settlingMade(places, trashCan, ({ copied }: { copied: Copied[] }) => copied.map(({ to }) => to)),
  });
