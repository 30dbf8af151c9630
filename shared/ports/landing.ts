/** Where a file that came from outside may be put. Rejects only with SonnyError: FILE_DENIED, FILE_EXISTS, FILE_NOT_FOUND, STORE_FULL. */
export interface Landing {
  /** Moves the file at `from`, which is the caller's own, to `to`, where nothing may be. Gives its SHA-256 (hex). */
  put(from: string, to: string, signal: AbortSignal): Promise<string>;
  /** Moves it to the trash where its bytes are still those; `kept` where a person changed it since. A file that is gone is `gone`. */
  trash(path: string, sha256: string): Promise<'trashed' | 'kept' | 'gone'>;
  /** Whether a file may be read to be given away. Gives its real path. */
  open(path: string): string;
}
