import { characters } from '../characters.ts';
import { z } from 'zod';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { clipboardIsBack, ClipboardReceipt, restoreClipboard, settlingClipboard } from './clipboard.ts';
import { untilOr } from './condition.ts';
import { requireSent } from './outcome.ts';
import { targetOf } from './target.ts';

const PATIENCE_MS = 2000;

/** Lets the application itself copy everything, where it does not tell its text or not all of it. */
const copyBySelection = async (id: number, work: Work): Promise<string> => {
  const { driver, progress } = work;
  const mark = `sonny-${work.clock.now()}`;
  await driver.writeClipboard(mark, progress);
  requireSent(await driver.press(id, 'Control+a', progress));
  requireSent(await driver.press(id, 'Control+c', progress));
  const copied = await untilOr(
    async () => {
      const text = await driver.readClipboard(progress);
      return text === mark ? null : { text };
    },
    PATIENCE_MS,
    'the copied text',
    work,
  );
  // What comes next must not overwrite the selection.
  await driver.press(id, 'Control+Home', progress);
  if (typeof copied?.text !== 'string') throw new SonnyError('WRONG_EFFECT', 'The application did not copy any text.');
  return copied.text;
};

export const copyText: readonly Action[] = [
  defineAction({
    skill: 'text.copy',
    args: z.object({ window: WindowRef }),
    receipt: ClipboardReceipt,
    async prepare({ window }, work) {
      const { id } = await targetOf(window, work);
      const { driver, progress } = work;
      return { before: await driver.keepClipboard(progress), after: await driver.readText(id, null, progress) };
    },
    async perform({ window }, work, prepared) {
      const { id } = await targetOf(window, work);
      const { driver, progress } = work;
      const before = prepared ? prepared.before : await driver.keepClipboard(progress);
      const told = await driver.readText(id, null, progress);
      const text = told ?? (await copyBySelection(id, work));
      await driver.writeClipboard(text, progress);
      const after = await driver.readClipboard(progress);
      const holds = after === text;
      return {
        status: holds ? 'done' : 'unverified',
        outputs: { text },
        evidence: [{ path: 'clipboard', say: `the clipboard holds the ${characters(text)}`, holds }],
        receipt: { before, after },
      };
    },
    undo: (_, receipt, work) => restoreClipboard(receipt, work),
    isBack: (_, receipt, work) => clipboardIsBack(receipt, work),
    settling: settlingClipboard,
  }),
];
