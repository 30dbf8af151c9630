import { rows, type Surface } from './surface.ts';
import { TextBuffer } from './text-buffer.ts';
import type { StartSimulated } from './application.ts';

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
};
const KEYS = ['7', '8', '9', '/', '4', '5', '6', '*', '1', '2', '3', '-', '0', '.', '=', '+', 'C'];

/** Works out numbers and operators in turn, `*` and `/` first. */
const result = (terms: readonly (number | string)[]): number => {
  const fold = (all: readonly (number | string)[], operators: string): readonly (number | string)[] => {
    const done: (number | string)[] = [];
    for (const term of all) {
      const operator = done.at(-1);
      if (typeof term === 'number' && typeof operator === 'string' && operators.includes(operator)) {
        done.pop();
        done.push(OPERATORS[operator]?.(Number(done.pop()), term) ?? term);
      } else done.push(term);
    }
    return done;
  };
  return Number(fold(fold(terms, '*/'), '+-')[0] ?? 0);
};

/** A calculator: buttons, and a display that can be read but not written. */
export const startCalculator: StartSimulated = async ({ screen, app, pid }) => {
  const display = new TextBuffer('0');
  let terms: (number | string)[] = [];
  let fresh = true;
  const show = (text: string): void => display.replace(text);
  const press = (key: string): void => {
    if (/[\d.]/.test(key)) {
      show(fresh ? key : display.text + key);
      fresh = false;
      return;
    }
    if (key === 'C') terms = [];
    else terms.push(Number(display.text), key);
    if (key === '=') show(String(result(terms.splice(0).slice(0, -1))));
    if (key === 'C') show('0');
    fresh = true;
  };
  const surface: Surface = {
    title: 'Calculator',
    dialog: false,
    parts: () =>
      rows([
        { role: 'text', name: '', buffer: display, states: ['multi-line', 'focusable'] },
        ...KEYS.map((name) => ({ role: 'push button', name, click: () => press(name), height: 20 })),
      ]),
    main: () => display,
    focused: () => null,
    press: (chord) => {
      const key = chord === 'Return' ? '=' : chord;
      if (!KEYS.includes(key)) return false;
      press(key);
      return true;
    },
    close: () => {
      screen.remove(surface);
      return true;
    },
  };
  screen.open(surface, app, pid);
};
