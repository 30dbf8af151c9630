import type { MadeThing } from './snapshots.ts';

/** Where a file that came from outside may be put. Rejects only with SonnyError: FILE_DENIED, FILE_EXISTS, FILE_NOT_FOUND, STORE_FULL. */
export interface Landing {
  /** Moves the file at `from`, which is the caller's own, to `to`, where nothing may be. Gives its SHA-256 (hex) and which file it is. */
  put(from: string, to: string, signal: AbortSignal): Promise<{ sha256: string; made: MadeThing }>;
  /** Moves it to the trash where it is still that file with those bytes; `kept` where a person changed it since, or put another there. A file that is gone is `gone`. */
  trash(path: string, sha256: string, made?: MadeThing): Promise<'trashed' | 'kept' | 'gone'>;
  /** Whether a file may be read to be given away. Gives its real path. */
  open(path: string): string;
}
