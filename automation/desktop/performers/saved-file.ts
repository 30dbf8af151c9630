import type { Undone } from '../../../shared/ports/performer.ts';
import type { SnapshotId } from '../../../shared/ports/snapshots.ts';
import type { Work } from './action.ts';
import { kept } from './outcome.ts';

/** A file that an application or Sonny wrote: what it was before, and the hash of what was left there. */
export interface SavedFile {
  readonly path: string;
  /** null: there was no file. */
  readonly snapshot: SnapshotId | null;
  readonly sha256: string;
}

/** Puts the earlier bytes back, or removes the file, unless it was changed since. */
export const restoreFile = async ({ path, snapshot, sha256 }: SavedFile, { snapshots }: Work): Promise<Undone> => {
  if ((await snapshots.restore(path, snapshot, sha256)) === 'kept')
    return kept({ path: 'filesystem', say: `${path} was changed since.`, holds: false });
  const holds = ((await snapshots.hash(path)) !== null) === (snapshot !== null);
  const say = snapshot === null ? `${path} is gone again` : `${path} holds what it held before`;
  return { status: holds ? 'undone' : 'unverified', evidence: [{ path: 'filesystem', say, holds }] };
};
