import type { Hand } from './hand.ts';
import type { Accessibility } from './providers/atspi/index.ts';
import type { TextFinder } from './providers/ocr/text-finder.ts';

/** Everything that one platform gives, connected. */
export interface Platform {
  readonly name: string;
  /** How the display names whose input it is, where it does. */
  readonly client: number | null;
  readonly hand: Hand;
  readonly finder: TextFinder;
  /** Connects when first asked, and again when the bus went away. Rejects with NO_ACCESSIBILITY. */
  accessibility(): Promise<Accessibility>;
  close(): Promise<void>;
}
