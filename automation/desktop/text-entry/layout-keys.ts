import { prepare } from './prepare.ts';
import { not, type Rung } from './rung.ts';

const MOST_CHARACTERS = 2_000;
/** Tab and Return move on, submit or run something instead of entering a character. */
const CONTROL = /\p{Cc}/u;

/** Types with the keys that the present layout has. The last rung: applications correct what is typed. */
export const layoutKeys: Rung = {
  method: 'keys',
  disturbs: () => ['PRIMARY'],
  async enter(ports, entry, progress) {
    const { text, mode } = entry;
    if (text.length > MOST_CHARACTERS) return not('The text is too long to be typed.');
    if (CONTROL.test(text)) return not('Line breaks and tabs are not typed.');
    if (!(await ports.keyboard.canType(text))) return not('The keyboard layout lacks some of the characters.');
    const obstacle = await prepare(ports, entry, progress);
    if (obstacle) return not(obstacle);
    if (text !== '') await ports.keyboard.type(text, progress);
    else if (mode === 'replace') await ports.keyboard.press('Delete', progress);
    return { sent: true, evidence: [] };
  },
};
