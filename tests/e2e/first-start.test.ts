import { expect, test } from 'vitest';
import { SCENES } from './scenes.ts';
import { staged } from './staged.ts';
import { LOOKS, Window } from './window.ts';

const on = staged();

test.each(LOOKS)(
  'who starts it first reads what it is and what to try, in one screen (%s, %s)',
  async (theme, size) => {
    const window = await Window.open(on.browser, on.host.link(), size, theme);
    const { page } = window;
    await page.getByRole('heading', { name: 'Sonny works on this desktop for you' }).waitFor();
    const last = page.getByRole('region', { name: 'Try one of these' }).getByRole('button').last();
    await last.waitFor();
    expect(await window.look(`first-start-${size}-${theme}`)).toEqual([]);
    const seen = await last.evaluate((row) => {
      const room = document.querySelector('main')?.getBoundingClientRect().bottom ?? 0;
      return row.getBoundingClientRect().bottom <= room;
    });
    expect(seen).toBe(true);
    await window.close();
  },
);

test('the welcome goes with the first goal, and an example is taken up by keyboard', async () => {
  const { page } = on.window;
  const welcome = page.getByRole('heading', { name: 'Sonny works on this desktop for you' });
  await welcome.waitFor();
  await page.getByRole('region', { name: 'Try one of these' }).getByRole('button').first().press('Enter');
  expect(await page.getByLabel('What should be done?').inputValue()).toContain('Buy milk');
  await welcome.waitFor({ state: 'detached' });
  await page.getByLabel('What should be done?').fill('');
  await welcome.waitFor();
  on.stage.show(SCENES.done(Date.now()));
  await page.getByText('For example').waitFor();
  expect(await welcome.count()).toBe(0);
});
