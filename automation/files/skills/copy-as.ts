import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Performer } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { stampOf } from '../digest.ts';
import { filePerformer } from '../file-performer.ts';
import { renameWithoutReplacing } from '../move-entry.ts';
import type { Places } from '../places.ts';
import type { TrashCan } from '../trash-can.ts';
import { Copied, copyInto, takeAway, toldOf } from './copying.ts';
import { intoFolder } from './into-folder.ts';
import { allGone, settlingMade } from './settle-made.ts';

/** `files.copy-as`: under a name of its own, which is FILE_EXISTS where it is taken. */
export const copyAs = (places: Places, trashCan: TrashCan, checkpoint: Checkpoint): Performer => {
  const placeOf = async (from: string, path: string): Promise<{ entry: string; folder: string; to: string }> => {
    const {
      folder,
      entries: [entry = from],
    } = await intoFolder(places, [from], dirname(path));
    const to = join(folder, basename(path));
    if ((await stampOf(to)) !== null) throw new SonnyError('FILE_EXISTS', path);
    return { entry, folder, to };
  };
  return filePerformer(places, {
    skill: 'files.copy-as',
    args: z.object({ from: z.string(), path: z.string() }),
    receipt: Copied,
    async prepare({ from, path }) {
      const { entry, to } = await placeOf(from, path);
      return { from: entry, to, digest: null };
    },
    async perform({ from, path }, progress) {
      const { entry, folder, to } = await placeOf(from, path);
      checkpoint(progress);
      const land = async (made: string): Promise<string> => {
        await renameWithoutReplacing(made, to);
        return basename(to);
      };
      const done = await copyInto(entry, folder, land, places, progress);
      return { ...(await toldOf([done], places, progress.signal)), receipt: done };
    },
    undo: (receipt, progress, back) => takeAway(receipt, back, places, trashCan, progress),
    back: ({ to }) => allGone([to]),
    settling: settlingMade(places, trashCan, ({ to }: Copied) => [to]),
  });
};
