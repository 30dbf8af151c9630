import type { TextEntryPorts } from './text-entry/ports.ts';
import type { Accessibility } from './providers/atspi/index.ts';
import type { Hand } from './hand.ts';

/** The ladder's ports over a hand and the accessibility bus. Without a bus (null) every field is hidden. */
export const linuxTextEntry = (hand: Hand, accessibility: Accessibility | null): TextEntryPorts => ({
  field: async (window, query, progress) => (accessibility ? accessibility.field(window, query, progress) : null),
  focus: async (window, progress) => (await hand.windows.focus(window.id, progress)).status === 'verified',
  clipboard: {
    keep: async (selection, progress) => {
      const content = await hand.clipboard.save(selection, progress);
      return () => hand.clipboard.restore(selection, content);
    },
    offer: (selection, text) => hand.clipboard.offerText(selection, text),
  },
  keyboard: hand.input,
  onChange: (onChange) => {
    const stops = [hand.onChange(onChange), accessibility?.onChange(onChange)];
    return () => stops.forEach((stop) => stop?.());
  },
});
