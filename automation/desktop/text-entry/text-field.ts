import type { Progress } from '../../../shared/ports/progress.ts';

/** The caret, or what is selected, as UTF-16 offsets in the whole text. A caret has start = end. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A text that can be read whole, and mostly written. The booleans say that the application accepted a call, not that it
 * did it: only reading tells. Rejects with SonnyError: NOT_RESPONDING, DEADLINE, CANCELLED.
 */
export interface TextField {
  /** null: the whole is not to be had. */
  read(progress: Progress): Promise<string | null>;
  range(progress: Progress): Promise<TextRange | null>;
  selectsAll(progress: Progress): Promise<boolean>;
  hasFocus(progress: Progress): Promise<boolean>;
  focus(progress: Progress): Promise<boolean>;
  /** Moves the caret and drops any selection. */
  placeCaret(offset: number, progress: Progress): Promise<boolean>;
  /** Replaces everything. false: not possible here, nothing was changed. */
  set(text: string, progress: Progress): Promise<boolean>;
  /** false: not possible here, nothing was changed. */
  insert(offset: number, text: string, progress: Progress): Promise<boolean>;
  /** What the application is known to change in such a text when it saves or copies it, though it shows it right. */
  loses(text: string, progress: Progress): Promise<string | null>;
  /** What has to be pasted so that `text` comes out. */
  pasted(text: string): string;
}
