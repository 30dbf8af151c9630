import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Host, startHost } from './host.ts';
import { MODEL_SCENES } from './model-scenes.ts';
import { Stage } from './stage.ts';
import { type Size, SIZES, THEMES, Window, launchBrowser } from './window.ts';

let browser: Browser;
let host: Host;
let stage: Stage;

beforeAll(async () => {
  browser = await launchBrowser();
  stage = new Stage({ now: Date.now });
  host = await startHost(stage);
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

test('a question can be answered in own words, whose digits choose nothing', async () => {
  const window = await Window.open(browser, host.link());
  stage.show(MODEL_SCENES.stuck(Date.now()));
  await window.show('#/run/stuck');
  const { page } = window;
  const answer = page.getByRole('button', { name: 'Answer', exact: true });
  expect(await answer.isDisabled()).toBe(true);
  await page.getByLabel('Or say it in your own words').fill('1 folder, ~/Shelf');
  expect(stage.asked).toEqual([]);
  await page.keyboard.press('Enter');
  await expect
    .poll(() => stage.asked)
    .toMatchObject([{ type: 'run.answer', runId: 'stuck', candidateId: null, text: '1 folder, ~/Shelf' }]);
  await window.close();
});

test.each(THEMES.flatMap((theme) => (Object.keys(SIZES) as Size[]).map((size) => [theme, size] as const)))(
  'it holds in %s at the size of the %s window',
  async (theme, size) => {
    const window = await Window.open(browser, host.link(), size, theme);
    stage.show(MODEL_SCENES.stuck(Date.now()));
    await window.show('#/run/stuck');
    await window.page.getByLabel('Or say it in your own words').waitFor();
    await window.screenshot(`run-own-words-${size}-${theme}`);
    expect(await window.axe()).toEqual([]);
    expect(await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await window.close();
  },
);
