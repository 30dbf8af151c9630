import { open, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Performer } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { compared, inTime } from '../compared.ts';
import { stampOf } from '../digest.ts';
import { filePerformer, kept, undone } from '../file-performer.ts';
import { nthName } from '../free-name.ts';
import { leftOutOf, nothingLeftOut, type LeftOut } from '../left-out.ts';
import { renameWithoutReplacing } from '../move-entry.ts';
import type { Places } from '../places.ts';
import type { TrashCan } from '../trash-can.ts';
import { walk } from '../walk.ts';
import { sayKept, whoseEntry } from '../whose.ts';
import { inWorkFolder } from '../work-folder.ts';
import { pack, type Packed } from '../zip/pack.ts';
import { allGone, madeConflict, settlingMade } from './settle-made.ts';
import { sameContents } from '../zip/same-contents.ts';
import { isSound } from '../zip/unpack.ts';

/** A name for each thing at the top of the archive; things of one name from several folders are told apart. */
const topNames = (paths: readonly string[]): Map<string, string> => {
  const names = new Map<string, string>();
  for (const path of paths) {
    const taken = new Set(names.values());
    let n = 1;
    while (taken.has(nthName(basename(path), n))) n++;
    names.set(path, nthName(basename(path), n));
  }
  return names;
};

/** Everything to pack, and what is left out: where a link leads may not be in the archive, or not open. */
const collect = async (
  places: Places,
  files: readonly string[],
): Promise<{ entries: Packed[]; left: LeftOut; named: string[] }> => {
  const entries: Packed[] = [];
  const left = nothingLeftOut();
  const named: string[] = [];
  for (const [start, top] of topNames([...new Set(files.map(places.entry))])) {
    for await (const { path, relative, type, size, mode, changedAt } of walk(start)) {
      if (type === 'nameless' || type === 'odd') {
        left[type]++;
        named.push(path);
        continue;
      }
      if (!places.allows(path)) throw new SonnyError('FILE_DENIED', path);
      const name = relative === '' ? top : `${top}/${relative}`;
      if (type === 'link') left.links++;
      else
        entries.push({
          name: type === 'folder' ? `${name}/` : name,
          path,
          size: type === 'file' ? size : 0,
          mode,
          changedAt,
        });
    }
  }
  return { entries, left, named };
};

/** Whether it is the archive of just these files, as they are now. */
const isOf = async (
  places: Places,
  archive: string,
  files: readonly string[],
  signal: AbortSignal,
): Promise<boolean> => {
  try {
    return await sameContents(archive, (await collect(places, files)).entries, signal);
  } catch {
    // What cannot be read tells nothing.
    return false;
  }
};

const Zipped = z.object({
  archive: z.string(),
  /** null: not known, since a crash came before it could be taken; then it is compared with `files`. */
  stamp: z.string().nullable(),
  files: z.array(z.string()).exactOptional(),
});
type Zipped = z.infer<typeof Zipped>;

/** `files.zip`. A folder goes in with all that is in it. Something at `archive` already is FILE_EXISTS. */
export const zip = (places: Places, trashCan: TrashCan, checkpoint: Checkpoint): Performer =>
  filePerformer(places, {
    skill: 'files.zip',
    args: z.object({ files: z.array(z.string()).min(1), archive: z.string() }),
    receipt: Zipped,
    async prepare({ files, archive }) {
      return { archive: places.entry(archive), stamp: null, files };
    },
    async perform({ files, archive }, progress) {
      const place = places.entry(archive);
      if ((await stampOf(place)) !== null) throw new SonnyError('FILE_EXISTS', place);
      const { entries, left, named } = await collect(places, files);
      await inWorkFolder(dirname(place), async (work) => {
        const made = join(work, 'archive.zip');
        const handle = await open(made, 'wx');
        try {
          await pack(entries, handle, progress, checkpoint);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await renameWithoutReplacing(made, place);
      });
      const sound = await inTime(progress.signal, (signal) => isSound(place, signal));
      const readBack = compared(sound, {
        same: `all that is in ${place} unpacks to the size and the checksum of what was packed`,
        other: `not all that is in ${place} unpacks to what was packed`,
        untold: `there was no time to unpack ${place} again to look`,
      });
      return {
        evidence: [...leftOutOf('of the archive', left, named), readBack],
        receipt: { archive: place, stamp: await stampOf(place) },
      };
    },
    async undo({ archive, stamp, files = [] }: Zipped, { signal }) {
      const place = places.entry(archive);
      if ((await stampOf(place)) === null) return undone(`${archive} is gone again.`);
      const its = await whoseEntry(archive, stamp);
      const isOwn = its === 'own' || (its === 'maybe' && stamp === null && (await isOf(places, place, files, signal)));
      if (!isOwn)
        return kept(sayKept(archive, its === 'other'), await madeConflict(archive, 'file', { say: 'an archive' }));
      if (its === 'own') await unlink(place);
      else await trashCan.put(place);
      return undone(its === 'own' ? `${archive} is gone again.` : `${archive} is in the trash.`);
    },
    back: ({ archive }) => allGone([archive]),
    settling: settlingMade(places, trashCan, ({ archive }: Zipped) => [archive]),
  });
