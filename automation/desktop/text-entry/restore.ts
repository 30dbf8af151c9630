import { until } from '../patience.ts';
import type { TextEntryPorts } from './ports.ts';
import type { Entry } from './rung.ts';
import type { Progress } from '../../../shared/ports/progress.ts';

/** Milliseconds for an application to follow one undo. */
const PATIENCE = 500;
const MOST_UNDOS = 5;

/** Puts the content from before back, and the caret. true: it stands there again, or nothing can be said against it. */
export const restore = async (
  ports: TextEntryPorts,
  { window, field, before, range }: Entry,
  progress: Progress,
): Promise<boolean> => {
  if (!field || before === null) return true;
  const isBefore = async (): Promise<true | null> => ((await field.read(progress)) === before ? true : null);
  const settled = async (): Promise<boolean> => (await until(isBefore, progress, PATIENCE, ports.onChange)) ?? false;
  let done = (await isBefore()) === true || ((await field.set(before, progress)) && (await settled()));
  for (
    let tries = 0;
    !done && tries < MOST_UNDOS && (await ports.focus(window, progress)) && (await field.hasFocus(progress));
    tries++
  ) {
    await ports.keyboard.press('Control+z', progress);
    done = await settled();
  }
  if (done && range) await field.placeCaret(range.start, progress);
  return done;
};
