import { z } from 'zod';
import type { Undone } from '../../../shared/ports/performer.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { kept, performedBy, undone, undoneBy } from './outcome.ts';

const Kept = z.object({
  formats: z
    .array(
      z.object({
        name: z.string(),
        type: z.string(),
        bits: z.union([z.literal(8), z.literal(16), z.literal(32)]),
        data: z.string(),
      }),
    )
    .readonly(),
});

/** What the clipboard held before, in every format (null: too much to keep), and the text Sonny put there. */
export const ClipboardReceipt = z.object({ before: Kept.nullable(), after: z.string().nullable() });

/** Puts back what the clipboard held, unless somebody copied something since. */
export const restoreClipboard = async (
  { before, after }: z.infer<typeof ClipboardReceipt>,
  { driver, progress }: Work,
): Promise<Undone> => {
  const holds = await driver.keepClipboard(progress);
  if (before !== null && JSON.stringify(holds) === JSON.stringify(before))
    return undone({ path: 'clipboard', say: 'The clipboard holds what it held before.', holds: true });
  // What Sonny put there is gone with the Sonny that did: nobody's is lost.
  const isEmpty = holds?.formats.length === 0;
  if (!isEmpty && (await driver.readClipboard(progress)) !== after)
    return kept({ path: 'clipboard', say: 'Something else was copied since.', holds: false });
  if (before !== null) return undoneBy(await driver.putClipboard(before, progress));
  const say = 'The clipboard held more than could be kept, so it can’t be put back.';
  return { status: 'unverified', evidence: [{ path: 'clipboard', say, holds: null }] };
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
    prepare: async ({ text }, { driver, progress }) => ({ before: await driver.keepClipboard(progress), after: text }),
    async perform({ text }, { driver, progress }, prepared) {
      const before = prepared ? prepared.before : await driver.keepClipboard(progress);
      return performedBy(await driver.writeClipboard(text, progress), { before, after: text });
    },
    undo: (_, receipt, work) => restoreClipboard(receipt, work),
  }),
];
