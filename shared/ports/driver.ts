import type { Evidence } from '../protocol/step.ts';
import type { Progress } from './progress.ts';
export type { Evidence, Progress };

/** Pixels of the whole (virtual) screen, origin at its top left. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Window {
  readonly id: number;
  readonly pid: number | null;
  /** Window class, lower case. */
  readonly app: string;
  readonly title: string;
  /** The client area with the frame around it: what a person sees as the window. */
  readonly rect: Rect;
  readonly state: 'normal' | 'minimised' | 'maximised';
  readonly active: boolean;
  readonly dialog: boolean;
}

/** An element of a window's accessibility tree. `id` is good only until the window changes. */
export interface Element {
  readonly id: string;
  /** The field's standard role names: "push button", "menu item", "text", "check box", "label" ... */
  readonly role: string;
  readonly name: string;
  readonly rect: Rect | null;
  readonly states: readonly string[];
  /** Text the element holds (up to 20,000 characters), if it is a text element and not a password. */
  readonly text?: string;
  readonly depth: number;
}

export interface ElementQuery {
  readonly role?: string;
  /** Compared without case, ellipsis, mnemonics and surrounding space; exact otherwise. */
  readonly name?: string;
}

/** What an action did, read back: `partial` and `unverified` are never reported as done. `refused`: nothing was sent. */
export interface ActionResult {
  readonly status: 'verified' | 'partial' | 'unverified' | 'refused';
  readonly evidence: readonly Evidence[];
  /** Which rung of a ladder was used: "set-contents", "paste", "keys" ... */
  readonly method?: string;
}

export type PointerAction = {
  readonly at: { readonly x: number; readonly y: number };
  readonly button: 'left' | 'middle' | 'right';
  readonly count: 1 | 2 | 3;
};

/**
 * All that a clipboard holds, as JSON for a receipt: one value per format, named as the window system names it, its bytes
 * in base 64. No formats: it is empty.
 */
// An alias, not an interface: only then it counts as JSON where a receipt is wanted.
export type KeptClipboard = {
  readonly formats: readonly {
    readonly name: string;
    readonly type: string;
    readonly bits: 8 | 16 | 32;
    readonly data: string;
  }[];
};

export interface DriverHealth {
  readonly display: string | null;
  readonly windowManager: string | null;
  readonly accessibility: boolean;
  readonly clipboard: boolean;
  readonly screenshot: boolean;
  readonly textFinder: boolean;
  readonly platform: string;
}

/**
 * The hand and eye on a desktop. Every call settles before its deadline and rejects only with SonnyError:
 * NO_DISPLAY, NO_ACCESSIBILITY, TARGET_GONE (the window's id or pid is no longer what it was), TARGET_MISSING,
 * TARGET_AMBIGUOUS, NOT_RESPONDING (the target hangs), DEADLINE, CANCELLED, UNSUPPORTED, DRIVER_DOWN.
 * Calls that send input are run one at a time, in order. After an abort no further input is sent and held keys are released.
 */
export interface Driver {
  health(progress: Progress): Promise<DriverHealth>;

  windows(progress: Progress): Promise<readonly Window[]>;
  /** Brings it to the front with input focus; verified by the active window. */
  focus(windowId: number, progress: Progress): Promise<ActionResult>;
  /** Moves and resizes to `rect` (frame included); `partial` if the window manager chose another size. */
  place(windowId: number, rect: Rect, progress: Progress): Promise<ActionResult>;
  setState(windowId: number, state: 'normal' | 'minimised' | 'maximised', progress: Progress): Promise<ActionResult>;
  /** Asks it to close, as its close button does. `verified` when gone; `partial` when it asks something first. */
  close(windowId: number, progress: Progress): Promise<ActionResult>;
  /** The part of the screen that windows may use. */
  workArea(progress: Progress): Promise<Rect>;

  /** Showing elements of a window, depth first; at most 2000. */
  elements(windowId: number, query: ElementQuery, progress: Progress): Promise<readonly Element[]>;
  /** Clicks the only showing, enabled element that matches with real pointer input. Never guesses among several. */
  click(windowId: number, query: ElementQuery, progress: Progress): Promise<ActionResult>;
  /** The text of the window's main document, or of the one element that matches. null: it exposes none. */
  readText(windowId: number, query: ElementQuery | null, progress: Progress): Promise<string | null>;
  /**
   * Enters text exactly, by a ladder of ways, and reads it back. `replace` sets the whole content; `insert` puts it at
   * the caret of the window's focused or main text. The clipboard is what it was afterwards.
   */
  enterText(
    windowId: number,
    text: string,
    mode: 'insert' | 'replace',
    query: ElementQuery | null,
    progress: Progress,
  ): Promise<ActionResult>;

  /** A key or chord, "Control+Shift+s", sent to the window after it was focused. */
  press(windowId: number, chord: string, progress: Progress): Promise<ActionResult>;
  /** Raw pointer input at screen coordinates, inside the window, which must be on top there. The last rung. */
  pointer(windowId: number, action: PointerAction, progress: Progress): Promise<ActionResult>;

  readClipboard(progress: Progress): Promise<string | null>;
  writeClipboard(text: string, progress: Progress): Promise<ActionResult>;
  /** Everything the clipboard holds, to put it back later; null when that is more than a few megabytes, or a password manager marked it. */
  keepClipboard(progress: Progress): Promise<KeptClipboard | null>;
  /** Makes the clipboard hold just that; with no formats it is empty. */
  putClipboard(kept: KeptClipboard, progress: Progress): Promise<ActionResult>;

  /**
   * A picture of a region or the whole screen: PNG unless asked otherwise, and scaled down where it is wider than `mostWidth` pixels.
   * Password fields are painted over.
   */
  screenshot(
    options: { readonly region?: Rect; readonly format?: 'png' | 'jpeg'; readonly mostWidth?: number },
    progress: Progress,
  ): Promise<{ readonly width: number; readonly height: number; readonly mime: string; readonly bytes: Uint8Array }>;
  /** Where a text stands on the screen, by optical recognition; boxes best first. */
  findText(
    text: string,
    region: Rect | null,
    progress: Progress,
  ): Promise<readonly { readonly rect: Rect; readonly confidence: number }[]>;

  /** What stands on the screen, by optical recognition: its words line by line, password fields painted over. */
  readScreen(
    region: Rect | null,
    progress: Progress,
  ): Promise<readonly { readonly text: string; readonly rect: Rect; readonly confidence: number }[]>;

  /** Starts an application without a shell and waits for its first new window, at most until the deadline. */
  launch(
    command: readonly string[],
    windowClass: string,
    progress: Progress,
  ): Promise<{ readonly window: Window; readonly spawnedPid: number }>;

  /** Releases every key and button that is held. Safe at any time. */
  releaseAll(): Promise<void>;
  /** Ends the worker. No call is accepted afterwards. */
  dispose(): Promise<void>;
}
