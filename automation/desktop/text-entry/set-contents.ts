import { not, type Rung } from './rung.ts';

/** Hands the text to the field itself. The application knows no difference between characters here. */
export const setContents: Rung = {
  method: 'set-contents',
  disturbs: () => [],
  async enter(_, { field, text, mode, range }, progress) {
    if (!field) return not('The window exposes no text field.');
    // Handing in a text does not replace what is selected, as typing would.
    const caret = range !== null && range.start === range.end ? range.start : null;
    if (mode === 'insert' && caret === null) return not('Where the caret stands is not known.');
    const taken = mode === 'replace' ? await field.set(text, progress) : await field.insert(caret ?? 0, text, progress);
    return taken ? { sent: true, evidence: [] } : not('The field takes no text from outside.');
  },
};
