import type { Progress } from './progress.ts';

/** Pictures of the screen that are kept for a while as evidence of acts, each under the SHA-256 (hex) of its bytes. */
export interface Pictures {
  /**
   * Takes a picture of the whole screen as it is now, without password fields and Sonny's own windows, and keeps it. null: none could be
   * taken, or the signal was aborted meanwhile. Never rejects.
   */
  take(progress: Progress): Promise<{ readonly sha256: string } | null>;
  /** A picture that is kept, its bytes in base 64; null when it is not, or not any more. Never rejects. */
  get(sha256: string): Promise<{ readonly mime: 'image/jpeg' | 'image/png'; readonly data: string } | null>;
}

/** Pictures that can be let go of before their time. */
export interface PictureStore extends Pictures {
  /** Removes a picture. Nothing happens when it is gone already. Never rejects. */
  drop(sha256: string): Promise<void>;
}
