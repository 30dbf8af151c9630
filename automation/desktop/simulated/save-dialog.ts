import { ask } from './question.ts';
import { rows, type Surface } from './surface.ts';
import { TextBuffer } from './text-buffer.ts';
import type { Surroundings } from './application.ts';

/** The dialog for a name: a field "Name", Save and Cancel. It asks before it gives a name that is taken. */
export const askForName = (around: Surroundings, suggestion: string, save: (path: string) => Promise<void>): void => {
  const { screen, files, app, pid } = around;
  const name = new TextBuffer(suggestion);
  const finish = async (path: string): Promise<void> => {
    screen.remove(surface);
    await save(path);
  };
  const accept = async (): Promise<void> => {
    const path = name.text;
    if (!path.startsWith('/')) return;
    if ((await files.readFile(path)) === null) return finish(path);
    const file = path.slice(path.lastIndexOf('/') + 1);
    ask(around, 'Question', `A file named “${file}” already exists. Do you want to replace it?`, {
      Cancel: () => undefined,
      Replace: () => finish(path),
    });
  };
  const cancel = (): void => screen.remove(surface);
  const surface: Surface = {
    title: 'Save As',
    dialog: true,
    parts: () =>
      rows([
        { role: 'label', name: 'Name:' },
        { role: 'text', name: 'Name', buffer: name, states: ['editable', 'focusable', 'focused', 'single-line'] },
        { role: 'push button', name: 'Cancel', click: cancel },
        { role: 'push button', name: 'Save', click: accept },
      ]),
    main: () => name,
    focused: () => name,
    press: async (chord) => {
      if (chord === 'Return') await accept();
      else if (chord === 'Escape') cancel();
      return chord === 'Return' || chord === 'Escape';
    },
    close: () => {
      cancel();
      return true;
    },
  };
  screen.open(surface, app, pid);
};
