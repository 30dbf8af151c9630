/** Bytes that are kept in the profile under their own SHA-256. */
export interface KeptBytes {
  /** SHA-256 (hex). */
  readonly sha256: string;
  readonly bytes: number;
  /** When the same bytes were last kept; milliseconds since the epoch. */
  readonly at: number;
}

/** What is kept by content: earlier bytes of files for undo. Both calls reject only with SonnyError. */
export interface KeptStore {
  list(): Promise<readonly KeptBytes[]>;
  /** Forgets the bytes. Nothing happens when they are gone already. */
  drop(sha256: string): Promise<void>;
}
