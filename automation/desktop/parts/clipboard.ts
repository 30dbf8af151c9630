import type { ActionResult, Driver } from '../../../shared/ports/driver.ts';
import { plural } from '../../text-version.ts';
import { contentOf, keptOf } from '../clipboard-content.ts';
import type { Common } from './common.ts';

const readBack = (holds: boolean, say: string): ActionResult => ({
  status: holds ? 'verified' : 'partial',
  evidence: [{ path: 'clipboard', say: holds ? say : 'The clipboard holds something else.', holds }],
});

/** The clipboard, read back after each change. */
export const clipboardCalls = ({
  platform: { hand },
  input,
}: Pick<Common, 'platform' | 'input'>): Pick<
  Driver,
  'readClipboard' | 'writeClipboard' | 'keepClipboard' | 'putClipboard'
> => ({
  readClipboard: (progress) => hand.clipboard.readText('CLIPBOARD', progress),
  writeClipboard: (text, progress) =>
    input(progress, async () => {
      await hand.clipboard.offerText('CLIPBOARD', text);
      const holds = (await hand.clipboard.readText('CLIPBOARD', progress)) === text;
      return readBack(holds, `The clipboard holds the text, ${plural([...text].length, 'character')}.`);
    }),
  keepClipboard: async (progress) => keptOf(await hand.clipboard.save('CLIPBOARD', progress)),
  putClipboard: (kept, progress) =>
    input(progress, async () => {
      await hand.clipboard.restore('CLIPBOARD', contentOf(kept));
      const now = keptOf(await hand.clipboard.save('CLIPBOARD', progress));
      return readBack(JSON.stringify(now) === JSON.stringify(kept), 'The clipboard holds what it held before.');
    }),
});
