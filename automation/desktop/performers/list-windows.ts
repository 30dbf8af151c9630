import { z } from 'zod';
import { defineAction, type Action } from './action.ts';
import { refOf } from './target.ts';

export const listWindows: readonly Action[] = [
  defineAction({
    skill: 'window.list',
    args: z.object({}),
    async perform(_, work) {
      const windows = (await work.driver.windows(work.progress)).filter((window) => !work.ownWindow(window));
      return {
        status: 'done',
        outputs: { windows: windows.map(refOf) },
        evidence: [{ path: 'window-system', say: `${windows.length} windows are open`, holds: true }],
        receipt: null,
      };
    },
  }),
];
