import { z } from 'zod';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action } from './action.ts';
import { until } from './condition.ts';
import { refOf, targetOf } from './target.ts';

/** Waiting for something to appear on the screen; the step's deadline ends it. */
export const waitActions: readonly Action[] = [
  defineAction({
    skill: 'wait.window',
    args: z.object({ title: z.string().min(1) }),
    async perform({ title }, work) {
      const wanted = title.toLowerCase();
      const look = async () =>
        (await work.driver.windows(work.progress)).find(
          (window) => !work.ownWindow(window) && window.title.toLowerCase().includes(wanted),
        ) ?? null;
      const window = await until(look, `a window titled “${title}”`, work);
      const say = `“${window.title}” is open`;
      return {
        status: 'done',
        outputs: { window: refOf(window) },
        evidence: [{ path: 'window-system', say, holds: true }],
        receipt: null,
      };
    },
  }),
  defineAction({
    skill: 'wait.element',
    args: z.object({ window: WindowRef, role: z.string().optional(), name: z.string() }),
    async perform({ window, role, name }, work) {
      const query = { ...(role === undefined ? {} : { role }), name };
      const look = async () => {
        const { id, pid } = await targetOf(window, work);
        const all = await work.driver.windows(work.progress);
        // What the application asks in a dialog belongs to the window that it asks about.
        for (const one of all.filter((each) => each.id === id || (pid !== null && each.pid === pid)))
          if ((await work.driver.elements(one.id, query, work.progress)).length > 0) return one;
        return null;
      };
      const found = await until(look, `“${name}” in “${window.title}”`, work);
      const say = `“${found.title}” has “${name}”`;
      return { status: 'done', outputs: {}, evidence: [{ path: 'accessibility', say, holds: true }], receipt: null };
    },
  }),
  defineAction({
    skill: 'wait.text',
    args: z.object({ window: WindowRef, text: z.string().min(1) }),
    async perform({ window, text }, work) {
      const look = async () => {
        const { id } = await targetOf(window, work);
        return (await work.driver.readText(id, null, work.progress))?.includes(text) ? text : null;
      };
      await until(look, `“${text}” in “${window.title}”`, work);
      const say = `“${window.title}” shows “${text}”`;
      return { status: 'done', outputs: {}, evidence: [{ path: 'accessibility', say, holds: true }], receipt: null };
    },
  }),
];
