import { lstat, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Evidence, Json, Undone } from '../../../shared/ports/performer.ts';
import type { Progress } from '../../../shared/ports/progress.ts';
import type { Version } from '../../../shared/protocol/conflict.ts';
import type { BroughtBack } from '../brought-back.ts';
import { compared, inTime } from '../compared.ts';
import { copyTree } from '../copy-tree.ts';
import { digestOf, hashOf, sha256Of, stampOf } from '../digest.ts';
import { kept, undone } from '../file-performer.ts';
import { leftOutOf, nothingLeftOut } from '../left-out.ts';
import type { Places } from '../places.ts';
import type { TrashCan } from '../trash-can.ts';
import { versionAt } from '../versions.ts';
import { walk } from '../walk.ts';
import { sayKept, whoseEntry } from '../whose.ts';
import { inWorkFolder } from '../work-folder.ts';
import { madeConflict } from './settle-made.ts';

/** null: not known, since a crash came before it could be taken; then the copy is compared with what it is of. */
export const Copied = z.object({
  from: z.string(),
  to: z.string(),
  digest: z.string().nullable(),
  /** Which thing the copy is (see `stampOf`); receipts of before have none. */
  stamp: z.string().nullable().exactOptional(),
});
export type Copied = z.infer<typeof Copied>;

/** Files up to this many bytes carry their hash, so that the copy can be compared byte for byte through another path. */
const MOST_HASHED = 64 * 1024 * 1024;

/** A copy as it is told, with the hash of what it is of where both can be read back by one: a file that is not too big, or a link to nothing or out of the open places. */
const hashed = async ({ from, to }: Copied, places: Places): Promise<Json> => {
  const found = await lstat(from);
  const isClosed = (path: string): boolean => places.closed(path, 'look') !== null;
  // What a link that can't be followed is, is where it leads.
  if (found.isSymbolicLink() && isClosed(from) && isClosed(to))
    return { from, to, sha256: hashOf(await readlink(from)) };
  if (!found.isFile()) return { from, to };
  return found.size <= MOST_HASHED ? { from, to, sha256: await sha256Of(from) } : { from, to, size: found.size };
};

/** Of files that are too big to be read back by a hash: whether the copy has the bytes of the original, as far as there is time for it. */
const sameBytes = async (copied: readonly Copied[], stop: AbortSignal): Promise<Evidence[]> => {
  const big: Copied[] = [];
  for (const one of copied) {
    const found = await lstat(one.from);
    if (found.isFile() && found.size > MOST_HASHED && one.digest !== null) big.push(one);
  }
  const same = new Map<Copied, boolean>();
  await inTime(stop, async (signal) => {
    for (const one of big) same.set(one, (await digestOf(one.from, signal)) === one.digest);
  });
  return big.map((one) =>
    compared(same.get(one) ?? null, {
      same: `${one.to} has the very bytes of ${one.from}`,
      other: `${one.to} has not the bytes that ${one.from} has now`,
      untold: `there was no time to compare ${one.to} to the byte: only its size was`,
    }),
  );
};

/** Of a link: whether the copy leads where it led, without following either. */
const sameLink = async ({ from, to }: Copied): Promise<Evidence[]> => {
  if (!(await lstat(from)).isSymbolicLink()) return [];
  const leads = await readlink(from);
  const holds = (await lstat(to)).isSymbolicLink() && (await readlink(to)) === leads;
  return [{ path: 'filesystem', say: `${to} is a link to ${leads}, as ${from} is`, holds }];
};

/** What of a folder can't be copied. */
const notCopied = async (copied: readonly Copied[]): Promise<Evidence[]> => {
  const left = nothingLeftOut();
  const named: string[] = [];
  for (const { from } of copied)
    for await (const { path, type } of walk(from)) {
      if (type !== 'nameless' && type !== 'odd') continue;
      left[type]++;
      named.push(path);
    }
  return leftOutOf('of the copy', left, named);
};

/** What is told of copies that were made. */
export const toldOf = async (
  copied: readonly Copied[],
  places: Places,
  signal: AbortSignal,
): Promise<{ outputs: { copied: Json[] }; evidence: Evidence[] }> => ({
  outputs: { copied: await Promise.all(copied.map((one) => hashed(one, places))) },
  evidence: [
    ...(await Promise.all(copied.map(sameLink))).flat(),
    ...(await sameBytes(copied, signal)),
    ...(await notCopied(copied)),
  ],
});

/** Makes a copy whole and lets `land` put it where it belongs, which gives the name that it got there. */
export const copyInto = async (
  from: string,
  folder: string,
  land: (made: string) => Promise<string>,
  places: Places,
  { signal }: Progress,
): Promise<Copied> =>
  inWorkFolder(folder, async (work) => {
    const made = join(work, basename(from));
    await copyTree(from, made, places, signal);
    const digest = await digestOf(made, signal);
    const to = join(folder, await land(made));
    return { from, to, digest, stamp: await stampOf(to) };
  });

/** Puts a copy into the trash, unless it was changed since. */
export const takeAway = async (
  { from, to, digest, stamp }: Copied,
  back: BroughtBack,
  places: Places,
  trashCan: TrashCan,
  { signal }: Progress,
): Promise<Undone> => {
  const path = places.entry(to);
  if ((await stampOf(path)) === null) return undone(`${to} is gone already.`);
  const isAnother = (await whoseEntry(to, stamp, back)) === 'other';
  const left = digest ?? ((await stampOf(from)) === null ? null : await digestOf(from, signal));
  if (isAnother || (await digestOf(path, signal)) !== left) {
    const left: Version = { ...(await versionAt(from)), say: `a copy of ${from}` };
    return kept(sayKept(to, isAnother), await madeConflict(to, 'file', left));
  }
  await trashCan.put(path);
  return undone(`${to} is in the trash.`);
};
