import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Settings } from '../../shared/protocol/settings.ts';
import { type Host, startHost } from './host.ts';
import { SCENES } from './scenes.ts';
import { Stage } from './stage.ts';
import { type Size, SIZES, THEMES, Window, launchBrowser } from './window.ts';

let browser: Browser;
let host: Host;
const stage = new Stage({ now: Date.now, noticed: true });

beforeAll(async () => {
  browser = await launchBrowser();
  host = await startHost(stage);
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

const mode = (to: Settings['mode']): void => stage.emit({ type: 'settings', settings: Settings.parse({ mode: to }) });

test.each(THEMES.flatMap((theme) => (Object.keys(SIZES) as Size[]).map((size) => [size, theme] as const)))(
  'while Sonny observes, a plan can be read and not be run, until that is changed (%s, %s)',
  { timeout: 120_000 },
  async (size, theme) => {
    const window = await Window.open(browser, host.link(), size, theme);
    stage.show(SCENES.planned(Date.now()));
    await window.show('#/run/planned');
    const run = window.page.getByRole('button', { name: 'Run 4 steps' });
    await run.waitFor();
    mode('observe');
    const note = window.page.getByRole('region', { name: 'Why this can’t be run now' });
    await note.waitFor();
    expect(await run.count()).toBe(0);
    expect(await note.getByRole('link').getAttribute('href')).toContain('settings');
    await window.screenshot(`run-observed-${size}-${theme}`);
    expect(await window.axe()).toEqual([]);
    mode('assist');
    await run.waitFor();
    await window.close();
  },
);
