import { until } from '../patience.ts';
import type { TextEntryPorts } from './ports.ts';
import type { Entry } from './rung.ts';
import type { Progress } from '../../../shared/ports/progress.ts';

/** How long an application may take to follow its focus or selection. Milliseconds. */
const PATIENCE = 1_000;

/**
 * Makes the window ready for keys: focus on the field, and for `replace` everything selected. Returns why that failed,
 * or null when keys will arrive where they should.
 */
export const prepare = async (
  ports: TextEntryPorts,
  { window, field, mode, before }: Entry,
  progress: Progress,
): Promise<string | null> => {
  if (mode === 'replace' && (!field || before === null)) return 'What would be replaced can’t be read.';
  if (!(await ports.focus(window, progress))) return 'The window did not get the focus.';
  if (field && !(await field.hasFocus(progress))) {
    await field.focus(progress);
    const focused = await until(
      async () => ((await field.hasFocus(progress)) ? true : null),
      progress,
      PATIENCE,
      ports.onChange,
    );
    if (!focused) return 'The text field did not get the focus.';
  }
  if (!field || mode === 'insert' || before === '') return null;
  await ports.keyboard.press('Control+a', progress);
  const all = async (): Promise<true | null> => ((await field.selectsAll(progress)) ? true : null);
  return (await until(all, progress, PATIENCE, ports.onChange)) ? null : 'The content could not be selected.';
};
