import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Performer } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { digestOf, stampOf } from '../digest.ts';
import { filePerformer, kept, undone } from '../file-performer.ts';
import { renameWithoutReplacing } from '../move-entry.ts';
import type { Places } from '../places.ts';
import { openFile } from '../read/text.ts';
import { inWorkFolder } from '../work-folder.ts';
import { readDirectory } from '../zip/directory.ts';
import { unpack, type UnpackLimits } from '../zip/unpack.ts';

/** `files.unzip` into a new folder, which comes into place once everything is unpacked and sound. */
export const unzip = (places: Places, checkpoint: Checkpoint, limits: UnpackLimits): Performer =>
  filePerformer({
    skill: 'files.unzip',
    args: z.object({ archive: z.string(), to: z.string() }),
    receipt: z.object({ to: z.string(), digest: z.string() }),
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
          return { receipt: { to: place, digest } };
        });
      } finally {
        await handle.close();
      }
    },
    async undo({ to, digest }, progress) {
      const place = places.entry(to);
      if ((await stampOf(place)) === null) return undone(`${to} is gone already.`);
      if ((await digestOf(place, progress.signal)) !== digest) return kept(`${to} was changed since and was left.`);
      await rm(place, { recursive: true });
      return undone(`${to} is gone again.`);
    },
  });
