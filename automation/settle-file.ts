import { z } from 'zod';
import type { Undone } from '../shared/ports/performer.ts';
import type { MadeThing, SnapshotId, Snapshots } from '../shared/ports/snapshots.ts';
import type { Conflict, ConflictChoice, Version } from '../shared/protocol/conflict.ts';
import { SonnyError } from '../shared/protocol/errors.ts';

/** `MadeThing` in a receipt; receipts of before have none. */
export const Made = z.object({ place: z.string(), stamp: z.string().nullable() }).exactOptional();

/** A file that Sonny, or an application for it, wrote; and what was there before. */
export interface LeftFile {
  readonly path: string;
  readonly snapshot: SnapshotId | null;
  readonly made?: MadeThing | undefined;
}

/** What a person chose is about the file as they left it, whichever it is: only its place is held to. */
const placeOf = ({ made }: LeftFile): MadeThing | undefined => made && { place: made.place, stamp: null };

/** Whether the path leads to another place by now: what is there is no version of this file. */
const isElsewhere = async ({ path, made }: LeftFile, snapshots: Snapshots): Promise<boolean> => {
  const now = made && (await snapshots.made(path));
  return !!now && now.place !== made.place;
};

/** What takes a choice about such a file back. `sha256` is what the choice left: at `path` or, for `both`, at `beside`. */
export const FileChoice = z.object({
  path: z.string(),
  mine: z.string().nullable(),
  sha256: z.string().nullable(),
  beside: z.string().exactOptional(),
});
export type FileChoice = z.infer<typeof FileChoice>;

/** The three versions of a file that a person changed since. `left`: what Sonny left there, as far as it is known. */
export const fileConflict = async (file: LeftFile, left: Version, snapshots: Snapshots): Promise<Conflict> => {
  const before = await snapshots.version(file.snapshot);
  const isKept = file.snapshot === null || before.sha256 !== undefined;
  const choices: ConflictChoice[] =
    !isKept || (await isElsewhere(file, snapshots))
      ? ['keep']
      : file.snapshot === null
        ? ['keep', 'restore']
        : ['keep', 'restore', 'both'];
  return { what: 'file', name: file.path, before, left, now: await snapshots.versionAt(file.path), choices, more: [] };
};

/** Keeps the person's version before `restore` takes its place, and finds a name for what was before. */
export const prepareFile = async (
  file: LeftFile,
  choice: ConflictChoice,
  snapshots: Snapshots,
): Promise<FileChoice> => {
  if (await isElsewhere(file, snapshots))
    throw new SonnyError('TARGET_GONE', `${file.path} leads to another place now; what is there was left.`);
  const sha256 = (await snapshots.version(file.snapshot)).sha256 ?? null;
  if (choice !== 'both') return { path: file.path, mine: await snapshots.keep(file.path), sha256 };
  return { path: file.path, mine: null, sha256, beside: await snapshots.besideOf(file.path) };
};

const seen = (status: Undone['status'], say: string): Undone => ({
  status,
  evidence: [{ path: 'filesystem', say, holds: status === 'undone' }],
});

export const settleFile = async (
  file: LeftFile,
  { mine, beside }: FileChoice,
  snapshots: Snapshots,
): Promise<Undone> => {
  if (beside !== undefined) {
    if (file.snapshot === null) throw new SonnyError('FILE_NOT_FOUND', `Nothing was at ${file.path} before.`);
    await snapshots.putBeside(beside, file.snapshot, file.path);
    return seen('undone', `what was there before is at ${beside}`);
  }
  const expected = (await snapshots.version(mine)).sha256 ?? null;
  if ((await snapshots.restore(file.path, file.snapshot, expected, placeOf(file))) === 'kept')
    return seen('kept', `${file.path} was changed once more and was left.`);
  return seen(
    'undone',
    file.snapshot === null ? `${file.path} is gone again` : `${file.path} holds what it held before`,
  );
};

export const takeBackFile = async (
  { path, mine, sha256, beside }: FileChoice,
  snapshots: Snapshots,
): Promise<Undone> => {
  const back = beside === undefined ? snapshots.restore(path, mine, sha256) : snapshots.restore(beside, null, sha256);
  const at = beside ?? path;
  return (await back) === 'kept'
    ? seen('kept', `${at} was changed since and was left.`)
    : seen('undone', `${at} is as you left it`);
};
