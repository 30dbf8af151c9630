import { createHash } from 'node:crypto';
import type { Evidence, Undone } from '../../../shared/ports/performer.ts';
import type { MadeThing, SnapshotId } from '../../../shared/ports/snapshots.ts';
import { FileChoice, fileConflict, prepareFile, settleFile, takeBackFile } from '../../settle-file.ts';
import { textVersion } from '../../text-version.ts';
import type { Version } from '../../../shared/protocol/conflict.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { SettlingOf, Work } from './action.ts';
import { kept } from './outcome.ts';

/** A file that an application or Sonny wrote: what it was before, and the hash of what was left there. */
export interface SavedFile {
  readonly path: string;
  /** null: there was no file. */
  readonly snapshot: SnapshotId | null;
  /** null: not known, since a crash came before it could be taken; then the file is Sonny's while it holds just `text`. */
  readonly sha256: string | null;
  readonly text?: string | null | undefined;
  readonly made?: MadeThing | undefined;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The hash of what Sonny left there; null: nobody can tell. Some editors end the text with a line break. */
const leftBy = async ({ path, sha256, text = null }: SavedFile, { snapshots }: Work): Promise<string | null> => {
  if (sha256 !== null || text === null) return sha256;
  const now = await snapshots.hash(path);
  return now !== null && [hashOf(text), hashOf(`${text}\n`)].includes(now) ? now : null;
};

const leftVersion = ({ sha256, text = null }: SavedFile): Version => ({
  ...(text === null ? { say: 'what was saved' } : textVersion(text)),
  ...(sha256 === null ? {} : { sha256 }),
});

/** A choice about a saved file. */
export const settlingFile: SettlingOf<unknown, SavedFile | null> = {
  prepare: (_, saved, choice, { snapshots }) => prepareFile(known(saved), choice, snapshots),
  settle: (_, saved, __, prepared, { snapshots }) => settleFile(known(saved), FileChoice.parse(prepared), snapshots),
  takeBack: (_, prepared, { snapshots }) => takeBackFile(FileChoice.parse(prepared), snapshots),
};

const known = (saved: SavedFile | null): SavedFile => {
  if (saved === null) throw new SonnyError('UNSUPPORTED', 'It was not known which file was saved.');
  return saved;
};

/** Puts the earlier bytes back, or removes the file, unless it was changed since. */
export const restoreFile = async (saved: SavedFile, work: Work): Promise<Undone> => {
  const { snapshots } = work;
  const { path, snapshot } = saved;
  const status = await snapshots.restore(path, snapshot, (await leftBy(saved, work)) ?? '', saved.made);
  if (status === 'kept')
    return kept(
      { path: 'filesystem', say: `${path} was changed since.`, holds: false },
      await fileConflict(saved, leftVersion(saved), snapshots),
    );
  if (status === 'trashed')
    return { status: 'undone', evidence: [{ path: 'filesystem', say: `${path} is in the trash`, holds: true }] };
  const holds = ((await snapshots.hash(path)) !== null) === (snapshot !== null);
  return { status: holds ? 'undone' : 'unverified', evidence: [asBefore(saved, holds)] };
};

const asBefore = ({ path, snapshot }: SavedFile, holds: boolean): Evidence => {
  const say = snapshot === null ? `${path} is gone again` : `${path} holds what it held before`;
  return { path: 'filesystem', say, holds };
};

/** Whether the earlier bytes are back, or the file is gone again; changes nothing. */
export const isFileBack = async (saved: SavedFile | null, { snapshots }: Work): Promise<readonly Evidence[] | null> => {
  if (saved === null || (await snapshots.restore(saved.path, saved.snapshot, '', saved.made)) === 'kept') return null;
  return [asBefore(saved, true)];
};
