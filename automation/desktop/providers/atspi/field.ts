import { ACCESSIBLE, type AccessibilityBus, type Ref } from './connection.ts';
import type { Node } from './nodes.ts';
import { stateNames } from './states.ts';
import { insertAt, placeCaret, readAll, selectedRange, selectsAll, setContents, takeFocus } from './text.ts';
import type { TextField } from '../../text-entry/text-field.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

/** The names of an element’s states; none where it does not answer. */
export const statesOf = async (bus: AccessibilityBus, ref: Ref, progress: Progress): Promise<readonly string[]> =>
  stateNames((await bus.ask<readonly number[]>(ref, ACCESSIBLE, 'GetState', progress)) ?? []);

/** What Qt's own plain text leaves out, while its accessible text has it. */
const QT_LOSES = /[\u00a0\u2028\u2029\ufdd0\ufdd1]/u;

const toolkitOf = (bus: AccessibilityBus, name: string, progress: Progress): Promise<string | null> =>
  bus.property(
    { bus: name, path: '/org/a11y/atspi/accessible/root' },
    'org.a11y.atspi.Application',
    'ToolkitName',
    progress,
  );

/** One accessible object that holds the whole text. */
export const singleField = (bus: AccessibilityBus, { ref, role, states, interfaces }: Node): TextField => {
  const writable = interfaces.includes('EditableText') && states.includes('editable');
  // A password reads as dots.
  const read = async (progress: Progress): Promise<string | null> =>
    role === 'password text' ? null : readAll(bus, ref, progress);
  return {
    read,
    selectsAll: (progress) => selectsAll(bus, ref, progress),
    hasFocus: async (progress) => (await statesOf(bus, ref, progress)).includes('focused'),
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
    loses: async (text, progress) =>
      states.includes('multi-line') && QT_LOSES.test(text) && (await toolkitOf(bus, ref.bus, progress)) === 'Qt'
        ? 'Qt programs save no-break spaces and Unicode line separators as plain ones'
        : null,
    pasted: (text) => text,
  };
};
