import { z } from 'zod';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action } from './action.ts';
import { kept, performedBy, undone, undoneBy } from './outcome.ts';
import { findTarget, targetOf } from './target.ts';

const Args = z.object({ window: WindowRef, role: z.string().optional(), name: z.string(), text: z.string() });
const Filled = z.object({ before: z.string().nullable(), left: z.string() });

const queryOf = ({ role, name }: z.infer<typeof Args>) => ({ ...(role === undefined ? {} : { role }), name });

/** Fields of windows, found by their names. */
export const fieldActions: readonly Action[] = [
  defineAction({
    skill: 'element.fill',
    args: Args,
    receipt: Filled,
    async prepare(args, work) {
      const { id } = await targetOf(args.window, work);
      return { before: await work.driver.readText(id, queryOf(args), work.progress), left: args.text };
    },
    async perform(args, work, prepared) {
      const { id } = await targetOf(args.window, work);
      const before = prepared ? prepared.before : await work.driver.readText(id, queryOf(args), work.progress);
      const result = await work.driver.enterText(id, args.text, 'replace', queryOf(args), work.progress);
      return performedBy(result, { before, left: args.text });
    },
    async undo(args, { before, left }, work) {
      if ((await findTarget(args.window, work)) === null)
        return undone({ path: 'window-system', say: 'The window has closed, and the field with it.', holds: true });
      const [field] = await work.driver.elements(args.window.id, queryOf(args), work.progress);
      if (field === undefined)
        return undone({ path: 'accessibility', say: 'The field is not there any more.', holds: true });
      const now = await work.driver.readText(args.window.id, queryOf(args), work.progress);
      if (now === before) return undone({ path: 'accessibility', say: 'The field is as it was.', holds: true });
      if (before === null || now !== left)
        return kept({ path: 'accessibility', say: 'The field was changed since and was left.', holds: false });
      return undoneBy(await work.driver.enterText(args.window.id, before, 'replace', queryOf(args), work.progress));
    },
  }),
];
