import { z } from 'zod';
import type { Performed } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { performedBy } from './outcome.ts';
import { targetOf } from './target.ts';
import { restoreText, TextChange } from './text-change.ts';

const readRequired = async (id: number, work: Work): Promise<string> => {
  const text = await work.driver.readText(id, null, work.progress);
  if (text === null) throw new SonnyError('TARGET_MISSING', 'The window does not tell its text.');
  return text;
};

const enter = async (ref: WindowRef, text: string, mode: 'insert' | 'replace', work: Work): Promise<Performed> => {
  const { id } = await targetOf(ref, work);
  const before = await work.driver.readText(id, null, work.progress);
  const result = await work.driver.enterText(id, text, mode, null, work.progress);
  const after = await work.driver.readText(id, null, work.progress);
  return performedBy(result, { before, after });
};

/** Text in and out of a window. Writing puts it at the caret and so never takes away what is there. */
export const textActions: readonly Action[] = [
  defineAction({
    skill: 'text.write',
    args: z.object({ window: WindowRef, text: z.string() }),
    receipt: TextChange,
    perform: ({ window, text }, work) => enter(window, text, 'insert', work),
    undo: ({ window }, receipt, work) => restoreText(window, receipt, work),
  }),
  defineAction({
    skill: 'text.replace',
    args: z.object({ window: WindowRef, find: z.string().min(1), with: z.string() }),
    receipt: TextChange,
    async perform({ window, find, with: put }, work) {
      const { id } = await targetOf(window, work);
      const parts = (await readRequired(id, work)).split(find);
      const count = parts.length - 1;
      if (count === 0) throw new SonnyError('TARGET_MISSING', `The text does not have “${find}”.`);
      return { ...(await enter(window, parts.join(put), 'replace', work)), outputs: { count } };
    },
    undo: ({ window }, receipt, work) => restoreText(window, receipt, work),
  }),
  defineAction({
    skill: 'text.read',
    args: z.object({ window: WindowRef }),
    async perform({ window }, work) {
      const { id } = await targetOf(window, work);
      const text = await readRequired(id, work);
      const say = `read ${[...text].length} characters`;
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
    async perform({ window, text: expected }, work) {
      await targetOf(window, work);
      const text = await work.driver.readClipboard(work.progress);
      if (text === null) throw new SonnyError('TARGET_MISSING', 'The clipboard holds no text.');
      if (expected !== undefined && expected !== text)
        throw new SonnyError('TARGET_GONE', 'The clipboard no longer holds the text that was meant.');
      return enter(window, text, 'insert', work);
    },
    undo: ({ window }, receipt, work) => restoreText(window, receipt, work),
  }),
];
