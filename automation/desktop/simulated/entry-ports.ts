import { mayBeWritten, partsOf } from './looking.ts';
import { pickOne } from '../providers/atspi/pick.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Pane } from './screen.ts';
import type { TextBuffer } from './text-buffer.ts';
import type { TextEntryPorts, TextField } from '../text-entry/index.ts';

const fieldOver = (buffer: TextBuffer): TextField => ({
  read: async () => buffer.text,
  range: async () => buffer.range,
  selectsAll: async () => buffer.range.start === 0 && buffer.range.end === buffer.text.length,
  hasFocus: async () => true,
  focus: async () => true,
  placeCaret: async (offset) => {
    buffer.select(offset);
    return true;
  },
  set: async (text) => {
    buffer.replace(text);
    return true;
  },
  insert: async (offset, text) => {
    buffer.select(offset);
    buffer.put(text);
    return true;
  },
  loses: async () => null,
  pasted: (text) => text,
});

/** The ladder's ports on one window of the simulated desktop. The clipboard that pastes is not the person's. */
export const entryPorts = (pane: Pane): TextEntryPorts => {
  let offered = '';
  const put = (text: string): void => pane.surface.focused()?.put(text);
  return {
    field: async (_, query) => {
      const { surface } = pane;
      if (surface.parts().length === 0) return null;
      const buffer = query ? pickOne(query, partsOf(pane).filter(mayBeWritten)).buffer : surface.focused();
      if (!buffer) throw new SonnyError('TARGET_MISSING', `“${surface.title}” shows no text to write into.`);
      return fieldOver(buffer);
    },
    focus: async () => true,
    clipboard: {
      keep: async () => async () => undefined,
      offer: async (_, text) => {
        offered = text;
        return { fetchedBy: async () => pane.surface.focused() !== null };
      },
    },
    keyboard: {
      canType: async () => true,
      type: async (text) => put(text),
      press: async (chord) => {
        if (/v$|Insert$/.test(chord)) put(offered);
      },
    },
    onChange: () => () => undefined,
  };
};
