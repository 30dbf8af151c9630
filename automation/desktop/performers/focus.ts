import { z } from 'zod';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action, type Work } from './action.ts';
import { kept, performedBy, undone, undoneBy } from './outcome.ts';
import { findTarget, refOf, targetOf } from './target.ts';

/** The window that had the focus before; null when none had. */
const Focused = z.object({ before: WindowRef.nullable() });

const focusedNow = async (work: Work): Promise<z.infer<typeof Focused>> => {
  const active = (await work.driver.windows(work.progress)).find((other) => other.active);
  return { before: active === undefined ? null : refOf(active) };
};

const focusing = (skill: string): Action =>
  defineAction({
    skill,
    args: z.object({ window: WindowRef }),
    receipt: Focused,
    prepare: (_, work) => focusedNow(work),
    async perform({ window }, work, prepared) {
      const { id } = await targetOf(window, work);
      const receipt = prepared ?? (await focusedNow(work));
      return performedBy(await work.driver.focus(id, work.progress), receipt);
    },
    async undo({ window }, { before }, work) {
      const active = (await work.driver.windows(work.progress)).find((other) => other.active);
      if (before === null || before.id === window.id)
        return undone({ path: 'window-system', say: 'No other window had the focus.', holds: true });
      if (active !== undefined && active.id !== window.id)
        return kept({ path: 'window-system', say: `“${active.title}” was chosen since.`, holds: false });
      if ((await findTarget(before, work)) === null)
        return kept({ path: 'window-system', say: `“${before.title}” was closed since.`, holds: null });
      return undoneBy(await work.driver.focus(before.id, work.progress));
    },
  });

export const focusWindows: readonly Action[] = [focusing('app.focus'), focusing('window.focus')];
