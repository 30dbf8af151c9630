import type { Version } from '../protocol/conflict.ts';

/** Names the bytes that were kept: good for as long as the profile keeps them. */
export type SnapshotId = string;

/** Which thing Sonny made, so that another in its place is told from it: where it really is, and its identity. */
export type MadeThing = {
  readonly place: string;
  /** null: not known; then only the place tells. */
  readonly stamp: string | null;
};

/**
 * Keeps a file's bytes before something overwrites it, and puts them back. Rejects only with SonnyError
 * (FILE_DENIED, FILE_TOO_BIG, STORE_FULL), having changed nothing.
 */
export interface Snapshots {
  /** Copies the file's bytes aside. null: there is no file at the path, which `restore` takes to mean "remove it". */
  keep(path: string): Promise<SnapshotId | null>;
  /**
   * Makes the file what it was when `keep` was called: the kept bytes with their age, permissions and (as far as this user may) owner, or
   * no file for `null`. `expectedSha256` is the hash
   * (hex) of what Sonny left there; anything else at the path is a person's later change, is left alone and gives `kept`.
   * null: nothing was left there. A file that is already as it was is `undone`. `made`: the file that was left there; another one,
   * whatever it holds, is left alone and gives `kept`. A file that is to go and of which this does not say that it is certainly that one
   * goes to the trash: `trashed`.
   */
  restore(
    path: string,
    id: SnapshotId | null,
    expectedSha256: string | null,
    made?: MadeThing,
  ): Promise<'undone' | 'trashed' | 'kept'>;
  /** The file that a path leads to, so that it is known again. null: there is none. */
  made(path: string): Promise<MadeThing | null>;
  /** What is kept under this id, to be shown. null: nothing was there when it was kept. Kept bytes that are gone say so. */
  version(id: SnapshotId | null): Promise<Version>;
  /** What is at the path now, to be shown. */
  versionAt(path: string): Promise<Version>;
  /** Puts the kept bytes at a path where nothing is, as old as the file at `of` was; FILE_EXISTS otherwise. */
  putBeside(path: string, id: SnapshotId, of: string): Promise<void>;
  /** A path beside this one, where nothing is, that says that it holds what was there before Sonny. */
  besideOf(path: string): Promise<string>;
  /** SHA-256 (hex) of the file's bytes; null when there is no file. */
  hash(path: string): Promise<string | null>;
}
