import type { Selection } from '../hand.ts';
import type { TextEntryPorts } from './ports.ts';
import type { TextField, TextRange } from './text-field.ts';
import type { Window } from '../../../shared/ports/driver.ts';
import type { Progress } from '../../../shared/ports/progress.ts';
import type { Evidence } from '../../../shared/protocol/step.ts';

/** One text on its way into one window. */
export interface Entry {
  readonly window: Window;
  readonly text: string;
  readonly mode: 'insert' | 'replace';
  readonly field: TextField | null;
  /** The whole content before, where it could be read. */
  readonly before: string | null;
  /** Where the text goes in, for `insert`. */
  readonly range: TextRange | null;
}

type Attempt =
  /** Nothing was changed. */
  { readonly sent: false; readonly why: string } | { readonly sent: true; readonly evidence: readonly Evidence[] };

/** One way to enter a text. Rejects only with SonnyError. */
export interface Rung {
  readonly method: 'set-contents' | 'paste' | 'keys';
  /** Selections that it disturbs; they are put back once the text was read back. */
  disturbs(entry: Entry): readonly Selection[];
  enter(ports: TextEntryPorts, entry: Entry, progress: Progress): Promise<Attempt>;
}

export const not = (why: string): Attempt => ({ sent: false, why });
