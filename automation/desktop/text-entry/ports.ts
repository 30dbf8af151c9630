import type { HandInput, Selection, TextOffer } from '../hand.ts';
import type { Wake } from '../patience.ts';
import type { TextField } from './text-field.ts';
import type { ElementQuery, Window } from '../../../shared/ports/driver.ts';
import type { Progress } from '../../../shared/ports/progress.ts';

interface EntryClipboard {
  /** Remembers what a selection holds; the function that is given puts it back. */
  keep(selection: Selection, progress: Progress): Promise<() => Promise<void>>;
  offer(selection: Selection, text: string): Promise<TextOffer>;
}

/** What the ladder needs of a desktop. Rejections are SonnyErrors and pass through. */
export interface TextEntryPorts {
  /** The text to write into, or TARGET_MISSING; null: the window exposes nothing at all. */
  field(window: Window, query: ElementQuery | null, progress: Progress): Promise<TextField | null>;
  /** Gives the window the input focus. false: it did not get it. */
  focus(window: Window, progress: Progress): Promise<boolean>;
  readonly clipboard: EntryClipboard;
  readonly keyboard: Pick<HandInput, 'canType' | 'type' | 'press'>;
  /** Wakes a wait when something on the desktop changed. */
  readonly onChange: Wake;
}
