import type { TextBuffer } from './text-buffer.ts';

/** What every text does with a key that its application has no use for. false: nothing. */
export const pressInText = (buffer: TextBuffer, chord: string, clipboard: { text: string | null }): boolean => {
  const keys: Readonly<Record<string, () => void>> = {
    'Control+a': () => buffer.select(0, buffer.text.length),
    'Control+c': () => (clipboard.text = buffer.selected || clipboard.text),
    'Control+x': () => {
      clipboard.text = buffer.selected || clipboard.text;
      buffer.put('');
    },
    'Control+v': () => buffer.put(clipboard.text ?? ''),
    'Control+Shift+v': () => buffer.put(clipboard.text ?? ''),
    'Control+z': () => buffer.undo(),
    'Control+Home': () => buffer.select(0),
    'Control+End': () => buffer.select(buffer.text.length),
    Delete: () => buffer.put(''),
    Return: () => buffer.put('\n'),
  };
  const act = keys[chord] ?? (Array.from(chord).length === 1 ? () => buffer.put(chord) : undefined);
  act?.();
  return act !== undefined;
};
