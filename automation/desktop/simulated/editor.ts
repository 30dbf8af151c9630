import { ask } from './question.ts';
import { askForName } from './save-dialog.ts';
import { rows, type Surface } from './surface.ts';
import { TextBuffer } from './text-buffer.ts';
import type { StartSimulated, Surroundings } from './application.ts';

/** A text editor: a menu, one text, save and save as, and a question before unsaved text is lost. */
export const startEditor: StartSimulated = async (around, argument) => {
  const text = argument === undefined ? '' : await around.files.readFile(argument);
  openEditor(around, argument ?? null, text ?? '');
};

const openEditor = (around: Surroundings, opened: string | null, content: string): void => {
  const { screen, files, app, pid, lies } = around;
  let path = opened;
  let changed = false;
  const text = new TextBuffer(content, () => (changed = true));

  const saveTo = async (target: string): Promise<void> => {
    try {
      if (!lies) await files.writeFile(target, text.text);
    } catch (thrown) {
      return ask(around, 'Error', `“${target}” could not be saved: ${String(thrown)}`, { Close: () => undefined });
    }
    path = target;
    changed = false;
  };
  const saveAs = (then: () => void = () => undefined): void =>
    askForName(around, path ?? 'Untitled.txt', async (target) => {
      await saveTo(target);
      then();
    });
  const save = async (then: () => void = () => undefined): Promise<void> => {
    if (path === null) return saveAs(then);
    await saveTo(path);
    then();
  };
  const leave = (): void => screen.remove(surface);
  const keys: Readonly<Record<string, () => void | Promise<void>>> = {
    'Control+s': () => save(),
    'Control+Shift+s': () => saveAs(),
    'Control+n': () => openEditor(around, null, ''),
  };

  const surface: Surface = {
    get title() {
      const name = path === null ? 'Untitled 1' : path.slice(path.lastIndexOf('/') + 1);
      return `${changed ? '*' : ''}${name} - Text Editor`;
    },
    dialog: false,
    parts: () =>
      rows([
        { role: 'menu', name: 'File' },
        { role: 'push button', name: 'New', click: () => openEditor(around, null, '') },
        { role: 'push button', name: 'Save', click: () => save() },
        { role: 'push button', name: 'Save As…', click: () => saveAs() },
        {
          role: 'text',
          name: '',
          buffer: text,
          states: ['editable', 'focusable', 'focused', 'multi-line'],
          height: 300,
        },
      ]),
    main: () => text,
    focused: () => text,
    press: async (chord) => {
      const known = keys[chord];
      await known?.();
      return known !== undefined;
    },
    close: () => {
      if (changed)
        ask(around, 'Save Changes', 'Do you want to save the changes before closing?', {
          Cancel: () => undefined,
          "Don't Save": leave,
          Save: () => save(leave),
        });
      else leave();
      return !changed;
    },
  };
  screen.open(surface, app, pid);
};
