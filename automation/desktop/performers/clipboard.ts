import { z } from 'zod';
import type { Undone } from '../../../shared/ports/performer.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { kept, performedBy, undone, undoneBy } from './outcome.ts';

/** What the clipboard held before and what Sonny put there; null: no text. */
export const ClipboardReceipt = z.object({ before: z.string().nullable(), after: z.string().nullable() });

/** Puts the clipboard's text back, unless somebody copied something since. */
export const restoreClipboard = async (
  { before, after }: z.infer<typeof ClipboardReceipt>,
  work: Work,
): Promise<Undone> => {
  const now = await work.driver.readClipboard(work.progress);
  if (now === before)
    return undone({ path: 'clipboard', say: 'The clipboard holds what it held before.', holds: true });
  if (now !== after) return kept({ path: 'clipboard', say: 'Something else was copied since.', holds: false });
  const result = undoneBy(await work.driver.writeClipboard(before ?? '', work.progress));
  if (before !== null) return result;
  // A picture or a file can't be put back from text: say what is there instead of calling it restored.
  const say = 'The clipboard held no text before. It holds none now; a picture or files in it can’t be put back.';
  return { status: 'unverified', evidence: [...result.evidence, { path: 'clipboard', say, holds: null }] };
};

export const clipboardActions: readonly Action[] = [
  defineAction({
    skill: 'clipboard.read',
    args: z.object({}),
    async perform(_, { driver, progress }) {
      const text = await driver.readClipboard(progress);
      const say =
        text === null ? 'The clipboard holds no text.' : `The clipboard holds ${[...text].length} characters.`;
      return {
        status: text === null ? 'unverified' : 'done',
        outputs: { text: text ?? '' },
        evidence: [{ path: 'clipboard', say, holds: text !== null }],
        receipt: null,
      };
    },
  }),
  defineAction({
    skill: 'clipboard.write',
    args: z.object({ text: z.string() }),
    receipt: ClipboardReceipt,
    async perform({ text }, { driver, progress }) {
      const before = await driver.readClipboard(progress);
      return performedBy(await driver.writeClipboard(text, progress), { before, after: text });
    },
    undo: (_, receipt, work) => restoreClipboard(receipt, work),
  }),
];
