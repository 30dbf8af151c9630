import { z } from 'zod';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action } from './action.ts';
import { performedBy } from './outcome.ts';
import { targetOf } from './target.ts';

/** Keys, and clicks by element or by place. Their effect is not known beforehand, so none can be taken back. */
export const inputActions: readonly Action[] = [
  defineAction({
    skill: 'keys.press',
    args: z.object({ window: WindowRef, chord: z.string().min(1) }),
    async perform({ window, chord }, work) {
      const { id } = await targetOf(window, work);
      return performedBy(await work.driver.press(id, chord, work.progress), null);
    },
  }),
  defineAction({
    skill: 'element.click',
    args: z.object({ window: WindowRef, role: z.string().optional(), name: z.string() }),
    async perform({ window, role, name }, work) {
      const { id } = await targetOf(window, work);
      return performedBy(
        await work.driver.click(id, { ...(role === undefined ? {} : { role }), name }, work.progress),
        null,
      );
    },
  }),
  defineAction({
    skill: 'pointer.click',
    args: z.object({ window: WindowRef, x: z.number().nonnegative(), y: z.number().nonnegative() }),
    async perform({ window, x, y }, work) {
      const { id, rect } = await targetOf(window, work);
      if (x >= rect.width || y >= rect.height)
        throw new SonnyError('TARGET_MISSING', `(${x}, ${y}) is outside the window.`);
      const at = { x: rect.x + x, y: rect.y + y };
      return performedBy(await work.driver.pointer(id, { at, button: 'left', count: 1 }, work.progress), null);
    },
  }),
];
