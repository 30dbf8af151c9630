import { characters } from '../characters.ts';
import { z } from 'zod';
import type { Performed } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { performedBy } from './outcome.ts';
import { targetOf } from './target.ts';
import { restoreText, settlingText, TextChange } from './text-change.ts';

const readRequired = async (id: number, work: Work): Promise<string> => {
  const text = await work.driver.readText(id, null, work.progress);
  if (text === null) throw new SonnyError('TARGET_MISSING', 'The window does not tell its text.');
  return text;
};

const enter = async (
  ref: WindowRef,
  text: string,
  mode: 'insert' | 'replace',
  work: Work,
  prepared: TextChange | null,
): Promise<Performed> => {
  const { id } = await targetOf(ref, work);
  const before = prepared ? prepared.before : await work.driver.readText(id, null, work.progress);
  const result = await work.driver.enterText(id, text, mode, null, work.progress);
  const after = await work.driver.readText(id, null, work.progress);
  return performedBy(result, { before, after });
};

const inserting = async (ref: WindowRef, inserted: string, work: Work): Promise<TextChange> => {
  const { id } = await targetOf(ref, work);
  return { before: await work.driver.readText(id, null, work.progress), after: null, inserted };
};

/** The text with all `find` replaced, and how often it was there. */
const replaced = (text: string, find: string, put: string): { readonly after: string; readonly count: number } => {
  const parts = text.split(find);
  if (parts.length === 1) throw new SonnyError('TARGET_MISSING', `The text does not have “${find}”.`);
  return { after: parts.join(put), count: parts.length - 1 };
};

const clipboardText = async (expected: string | undefined, { driver, progress }: Work): Promise<string> => {
  const text = await driver.readClipboard(progress);
  if (text === null) throw new SonnyError('TARGET_MISSING', 'The clipboard holds no text.');
  if (expected !== undefined && expected !== text)
    throw new SonnyError('TARGET_GONE', 'The clipboard no longer holds the text that was meant.');
  return text;
};

/** Text in and out of a window. Writing puts it at the caret and so never takes away what is there. */
export const textActions: readonly Action[] = [
  defineAction({
    skill: 'text.write',
    args: z.object({ window: WindowRef, text: z.string() }),
    receipt: TextChange,
    prepare: ({ window, text }, work) => inserting(window, text, work),
    perform: ({ window, text }, work, prepared) => enter(window, text, 'insert', work, prepared),
    undo: ({ window }, receipt, work) => restoreText(window, receipt, work),
    settling: settlingText,
  }),
  defineAction({
    skill: 'text.replace',
    args: z.object({ window: WindowRef, find: z.string().min(1), with: z.string() }),
    receipt: TextChange,
    async prepare({ window, find, with: put }, work) {
      const { id } = await targetOf(window, work);
      const before = await readRequired(id, work);
      return { before, after: replaced(before, find, put).after };
    },
    async perform({ window, find, with: put }, work) {
      const { id } = await targetOf(window, work);
      // Read anew: all of it is replaced, and somebody may have typed since.
      const before = await readRequired(id, work);
      const { after, count } = replaced(before, find, put);
      return { ...(await enter(window, after, 'replace', work, { before, after })), outputs: { count } };
    },
    undo: ({ window }, receipt, work) => restoreText(window, receipt, work),
    settling: settlingText,
  }),
  defineAction({
    skill: 'text.read',
    args: z.object({ window: WindowRef }),
    async perform({ window }, work) {
      const { id } = await targetOf(window, work);
      const text = await readRequired(id, work);
      const say = `read ${characters(text)}`;
      return {
        status: 'done',
        outputs: { text },
        evidence: [{ path: 'accessibility', say, holds: true }],
        receipt: null,
      };
    },
  }),
  defineAction({
    skill: 'text.paste',
    args: z.object({ window: WindowRef, text: z.string().optional() }),
    receipt: TextChange,
    prepare: async ({ window, text }, work) => inserting(window, await clipboardText(text, work), work),
    async perform({ window, text }, work, prepared) {
      await targetOf(window, work);
      return enter(window, await clipboardText(text, work), 'insert', work, prepared);
    },
    undo: ({ window }, receipt, work) => restoreText(window, receipt, work),
    settling: settlingText,
  }),
];
