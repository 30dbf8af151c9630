import { rows, type Surface } from './surface.ts';
import type { Surroundings } from './application.ts';

/** Asks, and closes with whichever button is pressed. Escape is the first of them. */
export const ask = (
  { screen, app, pid }: Surroundings,
  title: string,
  text: string,
  answers: Readonly<Record<string, () => void | Promise<void>>>,
): void => {
  const choose = async (name: string): Promise<void> => {
    screen.remove(surface);
    await answers[name]?.();
  };
  const [first = ''] = Object.keys(answers);
  const surface: Surface = {
    title,
    dialog: true,
    parts: () =>
      rows([
        { role: 'label', name: text },
        ...Object.keys(answers).map((name) => ({ role: 'push button', name, click: () => choose(name) })),
      ]),
    main: () => null,
    focused: () => null,
    press: async (chord) => {
      if (chord !== 'Escape') return false;
      await choose(first);
      return true;
    },
    close: () => {
      screen.remove(surface);
      return true;
    },
  };
  screen.open(surface, app, pid);
};
