import { expect, test } from 'vitest';
import { Settings } from '../../shared/protocol/settings.ts';
import { SCENES } from './scenes.ts';
import { staged } from './staged.ts';
import { LOOKS, Window } from './window.ts';

const on = staged();

const mode = (to: Settings['mode']): void =>
  on.stage.emit({ type: 'settings', settings: Settings.parse({ mode: to }) });

test.each(LOOKS)(
  'while Sonny observes, a plan can be read and not be run, until that is changed (%s, %s)',
  { timeout: 120_000 },
  async (theme, size) => {
    const window = await Window.open(on.browser, on.host.link(), size, theme);
    on.stage.show(SCENES.planned(Date.now()));
    await window.show('#/run/planned');
    const run = window.page.getByRole('button', { name: 'Run 4 steps' });
    await run.waitFor();
    mode('observe');
    const note = window.page.getByRole('region', { name: 'Why this can’t be run now' });
    await note.waitFor();
    expect(await run.count()).toBe(0);
    expect(await note.getByRole('link').getAttribute('href')).toContain('settings');
    expect(await window.look(`run-observed-${size}-${theme}`)).toEqual([]);
    mode('assist');
    await run.waitFor();
    await window.close();
  },
);
