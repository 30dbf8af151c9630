import type { Driver } from '../../../shared/ports/driver.ts';
import type { Common } from './common.ts';

/** Which windows there are, and what becomes of them. */
export const windowCalls = ({
  platform: { hand },
  target,
  input,
}: Common): Pick<Driver, 'windows' | 'focus' | 'place' | 'setState' | 'close' | 'workArea'> => ({
  windows: () => target.list(),
  focus: (id, progress) =>
    input(progress, async () => {
      await target.look(id, progress);
      return hand.windows.focus(id, progress);
    }),
  place: (id, rect, progress) =>
    input(progress, async () => {
      await target.look(id, progress);
      return hand.windows.place(id, rect, progress);
    }),
  setState: (id, state, progress) =>
    input(progress, async () => {
      await target.look(id, progress);
      return hand.windows.setState(id, state, progress);
    }),
  close: (id, progress) =>
    input(progress, async () => {
      await target.forInput(id, progress);
      return hand.windows.close(id, progress);
    }),
  workArea: () => hand.screen.workArea(),
});
