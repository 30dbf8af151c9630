import type { PageRef, WindowRef } from '../protocol/step.ts';
import type { ModelPicture } from './model.ts';
import type { Progress } from './progress.ts';

/** Something on the screen that can be named. */
export interface SeenElement {
  readonly role: string;
  readonly name: string;
  /** What it holds, where it holds text and is no password; at most 2,000 characters. */
  readonly value?: string;
  /** Those that matter for acting: "disabled", "checked", "focused", "selected", "expanded". */
  readonly states: readonly string[];
  readonly depth: number;
  /** Where in the window it is, where it was only recognised on a picture: nothing but that place can be named. */
  readonly at?: { readonly x: number; readonly y: number };
  /** The window that it is in, where that is a dialog of the one that was looked at. */
  readonly window?: WindowRef;
}

export interface Sight {
  /** What the window or page is called now. */
  readonly title: string;
  /** The address of a page. */
  readonly address?: string;
  /** In the order in which they are shown; at most 400. */
  readonly elements: readonly SeenElement[];
  /** The window with the other windows of its application. */
  readonly windows: readonly WindowRef[];
  /** Only where nothing tells its elements: a picture with password fields painted over. What is recognised on it is among the elements. */
  readonly picture?: ModelPicture;
}

export type Target = { readonly window: WindowRef } | { readonly page: PageRef };

/**
 * Looks at a window or a page as somebody who is to work in it needs to. Changes nothing. Rejects only with SonnyError: TARGET_GONE,
 * NOT_RESPONDING, NO_DISPLAY, DEADLINE, CANCELLED, DRIVER_DOWN.
 */
export interface Eye {
  sees(target: Target): boolean;
  look(target: Target, progress: Progress): Promise<Sight>;
}
