import { characters } from '../characters.ts';
import { prepare } from './prepare.ts';
import { not, type Rung } from './rung.ts';
import { pasteKey } from './terminals.ts';

/** How long the application may take to fetch what is pasted. Milliseconds. */
const PATIENCE = 2_000;

/** Offers the text on the clipboard, has the application paste it, and waits for proof that it fetched it. */
export const paste: Rung = {
  method: 'paste',
  // Selecting what is to be replaced already takes the primary one.
  disturbs: ({ window }) => [pasteKey(window).selection, 'PRIMARY'],
  async enter(ports, entry, progress) {
    const { window, text, mode, field } = entry;
    const obstacle = await prepare(ports, entry, progress);
    if (obstacle) return not(obstacle);
    if (text === '') {
      if (mode === 'replace') await ports.keyboard.press('Delete', progress);
      return { sent: true, evidence: [] };
    }
    const { chord, selection } = pasteKey(window);
    const offer = await ports.clipboard.offer(selection, field?.pasted(text) ?? text);
    await ports.keyboard.press(chord, progress);
    const fetched = await offer.fetchedBy(window.id, PATIENCE, progress);
    if (!fetched) return not('The application did not take the text from the clipboard.');
    const say = `the application took all of it, ${characters(text)}, from the clipboard`;
    return { sent: true, evidence: [{ path: 'clipboard', say, holds: null }] };
  },
};
