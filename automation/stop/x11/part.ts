import type { Display } from './display.ts';
import type { Hands } from './hands.ts';

/** Something that listens at a display for as long as the display is there. */
export interface Part {
  /** Rejects when it can't listen there. */
  attach(display: Display, hands: Hands): Promise<void>;
  /** There is no display, and why. */
  detach(why: string): void;
  acting(on: boolean): void;
}
