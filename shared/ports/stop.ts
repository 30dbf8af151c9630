import type { ActivityKind, StopReadiness, StopRecord, StopSource, StopView } from '../protocol/stop.ts';
import type { Origin } from './sonny.ts';
export type { StopReadiness, StopRecord, StopSource, StopView };

/**
 * The one switch that ends everything. While it is pulled nothing may act; it stays pulled over restarts, and no plan,
 * script or model has a way to it.
 */
export interface StopLatch {
  /** null: Sonny may act. */
  readonly pulled: StopRecord | null;
  /** At least one source that needs no window of Sonny's would be heard. Without one nothing may run unattended. */
  readonly armed: boolean;
  view(): StopView;
  /**
   * Pulls it. Those who asked by `onPull` are called before this returns, then it is kept. Does nothing when it is pulled
   * already. Never throws: what can't be kept on disk still holds until Sonny ends.
   */
  pull(source: StopSource, reason: string): void;
  /** Lets Sonny act again. Throws NOT_AUTHORISED unless a person asks, and STORE_FULL or FILE_DENIED when that can't be kept. */
  reset(by: Origin): void;
  /** Called synchronously at each pull, in the order of asking, until the returned function is called. May not throw. */
  onPull(listener: (record: StopRecord) => void): () => void;
  /** Called after each pull, each reset and each change of a source. */
  onChange(listener: (view: StopView) => void): () => void;
  /** Listens to a source until the latch is closed. */
  arm(watch: StopWatch): void;
  /** What a source that is not watched from here says of itself. */
  report(readiness: StopReadiness): void;
  close(): void;
}

/** One way to pull the stop from outside the program. */
export interface StopWatch {
  readonly source: StopSource;
  /**
   * Begins to listen, and says by `ready` at once or soon, and whenever it changes, whether it would be heard. `pull` may be called
   * at any time until `close`. Never throws.
   */
  start(heard: { pull(reason: string, source?: StopSource): void; ready(armed: boolean, say: string): void }): void;
  close(): void;
}

/** Where the latch is kept between starts. Whatever can't be read as its absence counts as pulled. */
export interface StopStore {
  /** Never throws. null only when it is certain that nothing is kept. */
  read(): StopRecord | null;
  /** On disk when it returns. Throws STORE_FULL or FILE_DENIED. */
  write(record: StopRecord): void;
  /** Throws STORE_FULL or FILE_DENIED; then it is still kept. */
  clear(): void;
}

/** What a person did with their own mouse or keyboard while Sonny acts. */
export interface Activity {
  readonly kind: ActivityKind;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Notices when the person takes the desktop over. Never takes Sonny's own input for a person's. */
export interface Takeover {
  readonly ready: { readonly armed: boolean; readonly say: string };
  /**
   * Called at each activity while Sonny acts, until a listener takes it by answering true; then again once Sonny has been
   * told to act anew. Ends when the returned function is called.
   */
  onActivity(listener: (activity: Activity) => boolean): () => void;
}

/** What listens only while Sonny acts, so that a resting pointer stops nothing and no key is looked at without need. */
export interface WhileActing {
  acting(acting: boolean): void;
}

/** What can be brought to a halt at once. */
export interface Halts {
  /** No input begins from here on, and what is held is released. Settles when that is certain. Never rejects. */
  halt(): Promise<void>;
  resume(): void;
}
