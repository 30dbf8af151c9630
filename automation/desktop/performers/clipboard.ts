import { characters } from '../characters.ts';
import { z } from 'zod';
import type { Version } from '../../../shared/protocol/conflict.ts';
import type { Evidence, Undone } from '../../../shared/ports/performer.ts';
import { textVersion } from '../../text-version.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { defineAction, type Action, type SettlingOf, type Work } from './action.ts';
import { kept, performedBy, undoneBy } from './outcome.ts';

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

/** The text among what a clipboard holds; null: there is none. */
const textIn = (kept: z.infer<typeof Kept> | null): string | null => {
  const format = kept?.formats.find(({ name }) => name === 'UTF8_STRING' || name.startsWith('text/plain'));
  return format === undefined ? null : Buffer.from(format.data, 'base64').toString('utf8');
};

const heldVersion = (kept: z.infer<typeof Kept> | null): Version => {
  const text = textIn(kept);
  if (text !== null) return textVersion(text);
  if (kept === null) return { say: 'a secret, or more than could be kept' };
  return {
    say:
      kept.formats.length === 0
        ? 'nothing'
        : kept.formats
            .map(({ name }) => name)
            .join(', ')
            .slice(0, 200),
  };
};

/** A choice about the clipboard: what is there now is kept in every format before what was before is put back. */
export const settlingClipboard: SettlingOf<unknown, z.infer<typeof ClipboardReceipt>> = {
  async prepare(_, { before }, __, { driver, progress }) {
    const mine = await driver.keepClipboard(progress);
    if (mine === null) throw new SonnyError('FILE_TOO_BIG', 'The clipboard holds more than can be kept.');
    return { before: mine, after: textIn(before) };
  },
  async settle(_, { before }, __, ___, { driver, progress }) {
    if (before === null) throw new SonnyError('UNSUPPORTED', 'What the clipboard held could not be kept.');
    return undoneBy(await driver.putClipboard(before, progress));
  },
  takeBack: (_, prepared, work) => restoreClipboard(ClipboardReceipt.parse(prepared), work),
};

/** What shows that the clipboard holds what it held before Sonny; null: it does not, or that was not kept. */
export const clipboardIsBack = async (
  { before }: z.infer<typeof ClipboardReceipt>,
  { driver, progress }: Work,
): Promise<readonly Evidence[] | null> =>
  before !== null && JSON.stringify(await driver.keepClipboard(progress)) === JSON.stringify(before)
    ? [{ path: 'clipboard', say: 'The clipboard holds what it held before.', holds: true }]
    : null;

/** Puts back what the clipboard held, unless somebody copied something since. `emptied`: Sonny left it empty, so whatever is there is theirs. */
export const restoreClipboard = async (
  { before, after }: z.infer<typeof ClipboardReceipt>,
  work: Work,
  emptied = false,
): Promise<Undone> => {
  const back = await clipboardIsBack({ before, after }, work);
  if (back) return { status: 'undone', evidence: back };
  const { driver, progress } = work;
  const holds = await driver.keepClipboard(progress);
  // What Sonny put there is gone with the Sonny that did: nobody's is lost.
  const isEmpty = holds?.formats.length === 0;
  if (!isEmpty && (emptied || (await driver.readClipboard(progress)) !== after))
    return kept(
      { path: 'clipboard', say: 'Something else was copied since.', holds: false },
      {
        ...{ what: 'clipboard', name: 'the clipboard', more: [] },
        ...{
          before: heldVersion(before),
          left: emptied ? { say: 'nothing' } : after === null ? { say: 'text' } : textVersion(after),
        },
        ...{ now: heldVersion(holds), choices: before === null ? ['keep'] : ['keep', 'restore'] },
      },
    );
  if (before !== null) return undoneBy(await driver.putClipboard(before, progress));
  const say = 'The clipboard held a secret, or more than could be kept, so it can’t be put back.';
  return { status: 'unverified', evidence: [{ path: 'clipboard', say, holds: null }] };
};

export const clipboardActions: readonly Action[] = [
  defineAction({
    skill: 'clipboard.read',
    args: z.object({}),
    async perform(_, { driver, progress }) {
      const text = await driver.readClipboard(progress);
      if (text === null && (await driver.keepClipboard(progress))?.formats.length === 0) {
        // That is an answer. It gives no text, so a step that needs one does not go on with nothing.
        const evidence = [{ path: 'clipboard', say: 'The clipboard is empty.', holds: true }] as const;
        return { status: 'done', outputs: {}, evidence, receipt: null };
      }
      const say = text === null ? 'The clipboard holds no text.' : `The clipboard holds ${characters(text)}.`;
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
    isBack: (_, receipt, work) => clipboardIsBack(receipt, work),
    settling: settlingClipboard,
  }),
  defineAction({
    skill: 'clipboard.clear',
    args: z.object({}),
    receipt: ClipboardReceipt,
    prepare: async (_, { driver, progress }) => ({ before: await driver.keepClipboard(progress), after: null }),
    async perform(_, { driver, progress }, prepared) {
      const before = prepared ? prepared.before : await driver.keepClipboard(progress);
      const result = await driver.putClipboard({ formats: [] }, progress);
      const empty = [{ path: 'clipboard', say: 'The clipboard holds nothing.', holds: true }] as const;
      const evidence = result.status === 'verified' ? empty : result.evidence;
      return performedBy({ ...result, evidence }, { before, after: null });
    },
    undo: (_, receipt, work) => restoreClipboard(receipt, work, true),
    isBack: (_, receipt, work) => clipboardIsBack(receipt, work),
    settling: settlingClipboard,
  }),
];
