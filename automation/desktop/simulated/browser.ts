import { rows, type Surface } from './surface.ts';
import { TextBuffer } from './text-buffer.ts';
import type { StartSimulated } from './application.ts';

export interface SimulatedPage {
  readonly title: string;
  readonly text: string;
}

const EMPTY: SimulatedPage = { title: 'New Tab', text: '' };

/** A browser: an address, a page with a title and a text, and a text area in it. Pages that are not given say so. */
export const startBrowser =
  (pages: Readonly<Record<string, SimulatedPage>>): StartSimulated =>
  async ({ screen, app, pid }, url) => {
    const pageOf = (at: string): SimulatedPage =>
      pages[at] ?? { title: 'Page not found', text: `There is no page at ${at}.` };
    let page = url === undefined ? EMPTY : pageOf(url);
    const address = new TextBuffer(url ?? '');
    const notes = new TextBuffer();
    const surface: Surface = {
      get title() {
        return `${page.title} - Browser`;
      },
      dialog: false,
      parts: () =>
        rows([
          {
            role: 'entry',
            name: 'Address and search bar',
            buffer: address,
            states: ['editable', 'focusable', 'single-line'],
          },
          { role: 'document web', name: page.title },
          { role: 'static', name: page.text },
          {
            role: 'entry',
            name: 'Notes',
            buffer: notes,
            states: ['editable', 'focusable', 'focused', 'multi-line'],
            height: 120,
          },
        ]),
      main: () => notes,
      focused: () => notes,
      press: (chord) => {
        if (chord !== 'Return' || address.text === '') return false;
        page = pageOf(address.text);
        return true;
      },
      close: () => {
        screen.remove(surface);
        return true;
      },
    };
    screen.open(surface, app, pid);
  };
