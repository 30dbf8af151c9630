import type { ScreenFrame } from '../protocol/views.ts';

/** A live picture of the desktop for the window, only where the desktop is Sonny's own virtual one. */
export interface ScreenFeed {
  /** Calls `onFrame` when the picture changed, at most about four times a second, until the returned function is called. */
  watch(onFrame: (frame: ScreenFrame) => void): () => void;
}
