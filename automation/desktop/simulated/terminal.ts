import { TextBuffer } from './text-buffer.ts';
import type { StartSimulated } from './application.ts';
import type { Surface } from './surface.ts';

/** A terminal: it takes what is pasted and tells nothing of what it shows. `received` hears what came in. */
export const startTerminal =
  (received: (text: string) => void): StartSimulated =>
  async ({ screen, app, pid }) => {
    let before = '';
    const line: TextBuffer = new TextBuffer('', () => {
      received(line.text.slice(before.length));
      before = line.text;
    });
    const surface: Surface = {
      title: 'Terminal',
      dialog: false,
      parts: () => [],
      main: () => null,
      focused: () => line,
      press: () => false,
      close: () => {
        screen.remove(surface);
        return true;
      },
    };
    screen.open(surface, app, pid);
  };
