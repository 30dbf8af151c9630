import type { AccessibilityBus } from './connection.ts';
import type { Node } from './nodes.ts';
import { insertAt, placeCaret, readAll, selectedRange, setContents, takeFocus, type TextRange } from './text.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

/**
 * A text that can be read whole, and mostly written. Offsets are UTF-16 units of what `read` gives. The booleans say that
 * the application accepted a call, not that it did it: only reading tells. Rejects as AccessibilityBus does.
 */
export interface TextField {
  /** For messages: "text", "entry", "document text". */
  readonly role: string;
  readonly focused: boolean;
  /** null: the whole is not to be had. */
  read(progress: Progress): Promise<string | null>;
  range(progress: Progress): Promise<TextRange | null>;
  /** Moves the caret and drops any selection. */
  placeCaret(offset: number, progress: Progress): Promise<boolean>;
  focus(progress: Progress): Promise<boolean>;
  /** Replaces everything. false: not possible here, nothing was changed. */
  set(text: string, progress: Progress): Promise<boolean>;
  /** false: not possible here, nothing was changed. */
  insert(offset: number, text: string, progress: Progress): Promise<boolean>;
  /** What has to be pasted so that `text` comes out. */
  pasted(text: string): string;
}

/** One accessible object that holds the whole text. */
export const singleField = (bus: AccessibilityBus, { ref, role, states, interfaces }: Node): TextField => {
  const writable = interfaces.includes('EditableText') && states.includes('editable');
  const read = (progress: Progress): Promise<string | null> => readAll(bus, ref, progress);
  return {
    role,
    focused: states.includes('focused'),
    read,
    range: async (progress) => {
      const text = await read(progress);
      return text === null ? null : selectedRange(bus, ref, text, progress);
    },
    placeCaret: async (offset, progress) => {
      const text = await read(progress);
      return text !== null && (await placeCaret(bus, ref, text, offset, progress));
    },
    focus: (progress) => takeFocus(bus, ref, progress),
    set: async (text, progress) => writable && (await setContents(bus, ref, text, progress)),
    insert: async (offset, text, progress) => {
      const before = writable ? await read(progress) : null;
      return before !== null && (await insertAt(bus, ref, before, offset, text, progress));
    },
    pasted: (text) => text,
  };
};
