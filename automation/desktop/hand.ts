import type { ActionResult, PointerAction, Rect, Window } from '../../shared/ports/driver.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import type { ClipboardContent } from './clipboard-content.ts';
import type { Pixels } from './pixels.ts';

/**
 * What acts on one display, whatever the platform. Window actions read back; input reports only that it was sent.
 * Calls reject only with SonnyError; CANCELLED and DEADLINE as soon as they hold.
 */
export interface Hand {
  readonly display: string | null;
  readonly windows: HandWindows;
  readonly input: HandInput;
  readonly clipboard: HandClipboard;
  readonly screen: HandScreen;
  windowManager(): Promise<string | null>;
  /** Calls back when something changed on the display, where the platform tells. */
  onChange(listener: () => void): () => void;
  close(): void;
}

export interface HandWindows {
  /** Windows of applications that have a title. */
  list(): Promise<readonly Window[]>;
  /** null: it is gone. */
  describe(id: number): Promise<Window | null>;
  focus(id: number, progress: Progress): Promise<ActionResult>;
  place(id: number, rect: Rect, progress: Progress): Promise<ActionResult>;
  setState(id: number, state: Window['state'], progress: Progress): Promise<ActionResult>;
  close(id: number, progress: Progress): Promise<ActionResult>;
  /** Whether a point of the screen shows this window or a pop-up of its application. */
  shownAt(id: number, at: PointerAction['at']): Promise<boolean>;
  /** false: its application hangs; null: it can't be asked. */
  responds(id: number, patienceMs: number, progress: Progress): Promise<boolean | null>;
}

export interface HandInput {
  canType(text: string): Promise<boolean>;
  /** Types with the present layout. UNSUPPORTED before anything is sent when the layout lacks a character. */
  type(text: string, progress: Progress): Promise<void>;
  press(chord: string, progress: Progress): Promise<void>;
  click(action: PointerAction, progress: Progress): Promise<void>;
  releaseAll(): Promise<void>;
  /** Nothing is sent until `resume`, also by calls under way: they reject with STOPPED. What is held is released. */
  halt(): Promise<void>;
  resume(): void;
}

/** Selections: what the paste chord gives, and (X11 only) what the middle button gives. */
export type Selection = 'CLIPBOARD' | 'PRIMARY';

/** A text on offer, and the proof that an application took it. */
export interface TextOffer {
  /**
   * true once the application of `window` has taken the whole text, false when it did not in time. Where the platform
   * can't tell, always true: then only reading the text back counts.
   */
  fetchedBy(window: number, patienceMs: number, progress: Progress): Promise<boolean>;
}

export interface HandClipboard {
  /** null: it holds no text. */
  readText(selection: Selection, progress: Progress): Promise<string | null>;
  offerText(selection: Selection, text: string): Promise<TextOffer>;
  /** All formats that are there now, up to a size, for `restore`. */
  save(selection: Selection, progress: Progress): Promise<ClipboardContent>;
  restore(selection: Selection, content: ClipboardContent): Promise<void>;
}

export interface HandScreen {
  size(): Promise<{ readonly width: number; readonly height: number }>;
  /** What is seen in a region, cut to the screen. */
  grab(region?: Rect): Promise<Pixels>;
  /** Whether anything may have been drawn since the last time this was asked. */
  drawnSince(): boolean;
  workArea(): Promise<Rect>;
}
