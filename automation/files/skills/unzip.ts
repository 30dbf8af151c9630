import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Performer } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { compared, inTime } from '../compared.ts';
import { digestOf, stampOf } from '../digest.ts';
import { filePerformer, kept, undone } from '../file-performer.ts';
import { allGone, madeConflict, settlingMade } from './settle-made.ts';
import { renameWithoutReplacing } from '../move-entry.ts';
import type { Places } from '../places.ts';
import { openFile } from '../read/text.ts';
import { inWorkFolder } from '../work-folder.ts';
import type { TrashCan } from '../trash-can.ts';
import { readDirectory } from '../zip/directory.ts';
import { walk } from '../walk.ts';
import { sayKept, whoseEntry } from '../whose.ts';
import { sameContents, type Named } from '../zip/same-contents.ts';
import { unpack, type UnpackLimits } from '../zip/unpack.ts';

/** Whether a folder holds just what is in the archive: names, sizes and checksums. Rejects where something can't be read, and when aborted. */
const holdsAll = async (archive: string, folder: string, signal: AbortSignal): Promise<boolean> => {
  const things: Named[] = [];
  for await (const { path, relative, type } of walk(folder)) {
    if (type !== 'file' && type !== 'folder') return false;
    if (relative !== '') things.push({ name: type === 'folder' ? `${relative}/` : relative, path });
  }
  return sameContents(archive, things, signal);
};

/** `files.unzip` into a new folder, which comes into place once everything is unpacked and sound. */
export const unzip = (places: Places, trashCan: TrashCan, checkpoint: Checkpoint, limits: UnpackLimits): Performer =>
  filePerformer(places, {
    skill: 'files.unzip',
    args: z.object({ archive: z.string(), to: z.string() }),
    receipt: z.object({
      to: z.string(),
      /** null: not known, since a crash came before it could be taken; then it is compared with `archive`. */
      digest: z.string().nullable(),
      archive: z.string().exactOptional(),
      /** Which folder it is (see `stampOf`); receipts of before have none. */
      stamp: z.string().nullable().exactOptional(),
    }),
    async prepare({ archive, to }) {
      return { to: places.entry(to), digest: null, archive: places.content(archive) };
    },
    async perform({ archive, to }, progress) {
      const [path, place] = [places.content(archive), places.entry(to)];
      if ((await stampOf(place)) !== null) throw new SonnyError('FILE_EXISTS', place);
      const handle = await openFile(path);
      try {
        const entries = await readDirectory(handle);
        return await inWorkFolder(dirname(place), async (work) => {
          const made = join(work, 'unpacked');
          await mkdir(made);
          await unpack(handle, path, entries, made, progress, checkpoint, limits);
          const digest = await digestOf(made, progress.signal);
          await renameWithoutReplacing(made, place);
          const same = await inTime(progress.signal, (signal) => holdsAll(path, place, signal));
          const evidence = compared(same, {
            same: `every file in ${place} has the size and the checksum that the archive gives`,
            other: `not all in ${place} has the size and the checksum that the archive gives`,
            untold: `there was no time to compare all in ${place} with the archive`,
          });
          return { evidence: [evidence], receipt: { to: place, digest, stamp: await stampOf(place) } };
        });
      } finally {
        await handle.close();
      }
    },
    async undo({ to, digest, archive, stamp }, progress, back) {
      const place = places.entry(to);
      if ((await stampOf(place)) === null) return undone(`${to} is gone already.`);
      const its = await whoseEntry(to, stamp, back);
      const isSame =
        digest === null
          ? archive !== undefined && (await holdsAll(archive, place, progress.signal).catch(() => false))
          : (await digestOf(place, progress.signal)) === digest;
      if (its === 'other' || !isSame)
        return kept(
          sayKept(to, its === 'other'),
          await madeConflict(to, 'folder', { say: archive === undefined ? 'what was unpacked' : `all of ${archive}` }),
        );
      if (its === 'own') await rm(place, { recursive: true });
      else await trashCan.put(place);
      return undone(its === 'own' ? `${to} is gone again.` : `${to} is in the trash.`);
    },
    back: ({ to }) => allGone([to]),
    settling: settlingMade(places, trashCan, ({ to }: { to: string }) => [to]),
  });
