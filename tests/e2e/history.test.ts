import { expect, test } from 'vitest';
import type { RunView } from '../../shared/protocol/run.ts';
import { SCENES } from './scenes.ts';
import { staged } from './staged.ts';

const on = staged();

const runs = (count: number): RunView[] =>
  Array.from({ length: count }, (_, i) => {
    const run = SCENES.done(Date.now() - i * 60_000);
    return { ...run, id: `past-${i}`, goal: i === 70 ? 'zip the folder ~/Letters' : `make the note ${i}` };
  });

test('a long history says that there is more, shows it, and finds a run by its words', async () => {
  const { page } = on.window;
  for (const run of runs(120)) on.stage.show(run);
  await on.window.show('#/history');
  const lines = page.locator('main a[data-row]');
  await page.getByText('These are the newest 50.').waitFor();
  expect(await lines.count()).toBe(50);
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText('These are the newest 100.').waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText('That is every run.').waitFor();
  expect(await lines.count()).toBe(120);
  await page.getByLabel('Find a run').fill('Letters');
  await expect.poll(() => lines.allInnerTexts()).toEqual([expect.stringContaining('zip the folder ~/Letters')]);
  expect(await on.window.look('history-found-main')).toEqual([]);
  await page.getByLabel('Find a run').fill('Lettersx');
  await page.getByText('None of the newest 1,000 runs has these words.').waitFor();
  await page.getByLabel('Find a run').fill('');
  await expect.poll(() => lines.count()).toBe(50);
});
