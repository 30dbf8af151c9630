import { existsSync } from 'node:fs';
import { lstat, readlink, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Json, Performer, Undone } from '../../../shared/ports/performer.ts';
import type { Version } from '../../../shared/protocol/conflict.ts';
import type { Progress } from '../../../shared/ports/progress.ts';
import { allOrNone } from '../all-or-none.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { copyTree } from '../copy-tree.ts';
import { digestOf, sha256Of, stampOf, hashOf } from '../digest.ts';
import { filePerformer, kept, together, undone } from '../file-performer.ts';
import { freeNames, underFreeName } from '../free-name.ts';
import { renameWithoutReplacing } from '../move-entry.ts';
import type { Places } from '../places.ts';
import type { TrashCan } from '../trash-can.ts';
import { inWorkFolder } from '../work-folder.ts';
import { versionAt } from '../versions.ts';
import { intoFolder } from './into-folder.ts';
import { madeConflict, settlingMade } from './settle-made.ts';

/** null: not known, since a crash came before it could be taken; then the copy is compared with what it is of. */
const Copied = z.object({ from: z.string(), to: z.string(), digest: z.string().nullable() });
type Copied = z.infer<typeof Copied>;

/** Files up to this many bytes carry their hash, so that the copy can be compared byte for byte through another path. */
const MOST_HASHED = 64 * 1024 * 1024;

const hashed = async ({ from, to }: Copied): Promise<Json> => {
  const found = await lstat(from);
  // What a link to nothing is, is where it leads.
  if (found.isSymbolicLink() && !existsSync(from)) return { from, to, sha256: hashOf(await readlink(from)) };
  return found.isFile() && found.size <= MOST_HASHED ? { from, to, sha256: await sha256Of(from) } : { from, to };
};

/** `files.copy`. A name that is taken becomes `name (2).ext`. A copy comes into place whole. */
export const copy = (places: Places, trashCan: TrashCan, checkpoint: Checkpoint): Performer => {
  const copyOne = async (from: string, folder: string, { signal }: Progress): Promise<Copied> =>
    inWorkFolder(folder, async (work) => {
      const made = join(work, basename(from));
      await copyTree(from, made, places, signal);
      const digest = await digestOf(made, signal);
      const name = await underFreeName(basename(from), (free) => renameWithoutReplacing(made, join(folder, free)));
      return { from, to: join(folder, name), digest };
    });
  const takeAway = async ({ from, to, digest }: Copied, { signal }: Progress): Promise<Undone> => {
    const path = places.entry(to);
    if ((await stampOf(path)) === null) return undone(`${to} is gone already.`);
    const left = digest ?? ((await stampOf(from)) === null ? null : await digestOf(from, signal));
    if ((await digestOf(path, signal)) !== left) {
      const left: Version = { ...(await versionAt(from)), say: `a copy of ${from}` };
      return kept(`${to} was changed since and was left.`, await madeConflict(to, 'file', left));
    }
    await trashCan.put(path);
    return undone(`${to} is in the trash.`);
  };
  return filePerformer(places, {
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
        const done = await copyOne(from, folder, progress);
        copied.push(done);
        return () => rm(done.to, { recursive: true });
      });
      return { outputs: { copied: await Promise.all(copied.map(hashed)) }, receipt: { copied } };
    },
    async undo({ copied }, progress) {
      const parts: Undone[] = [];
      for (const one of copied.toReversed()) parts.push(await takeAway(one, progress));
      return together(parts);
    },
    settling: settlingMade(places, trashCan, ({ copied }: { copied: Copied[] }) => copied.map(({ to }) => to)),
  });
};
