import { expect, test } from 'vitest';
import { digest, rest } from './digest-scene.ts';
import { staged } from './staged.ts';
import { LOOKS, Window } from './window.ts';

const on = staged();

test('what is asked at once can be approved only when each step is ticked, also with the keyboard', async () => {
  const { window, stage } = on;
  const run = digest(Date.now());
  stage.show(run);
  await window.show('#/run/digest');
  const { page } = window;
  const approve = page.getByRole('button', { name: 'Approve 2 steps' });
  await page.getByText('2 to go').waitFor();
  expect(await approve.isDisabled()).toBe(true);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('checkbox', { name: 'Move 12 files to the trash' }).check();
  await page.getByText('1 to go').waitFor();
  expect(await approve.isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'Send the list to anna@example.org' }).focus();
  await page.keyboard.press('Space');
  await page.getByText('Each step is ticked.').waitFor();
  expect(stage.asked).toEqual([]);
  await approve.click();
  await expect.poll(() => stage.asked).toMatchObject([{ type: 'run.approve', runId: 'digest', read: ['s2', 's3'] }]);

  // Another question begins anew: nothing of it is ticked.
  stage.show({ ...run, approval: { ...run.approval!, nonce: 'another' } });
  await page.getByText('2 to go').waitFor();
  expect(await approve.isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Don’t do these' }).click();
  await expect.poll(() => stage.asked.at(-1)).toMatchObject({ type: 'run.deny', nonce: 'another' });
});

test.each(LOOKS)('it holds in %s at the size of the %s window', async (theme, size) => {
  const { stage } = on;
  const window = await Window.open(on.browser, on.host.link(), size, theme);
  stage.show(digest(Date.now()));
  await window.show('#/run/digest');
  await window.page.getByText('2 to go').waitFor();
  await window.page.getByRole('checkbox').first().check();
  expect(await window.look(`run-digest-${size}-${theme}`)).toEqual([]);
  await window.close();
});

test.each(LOOKS)(
  'what was planned from what was read says so, in %s at the size of the %s window',
  async (theme, size) => {
    const { stage } = on;
    const window = await Window.open(on.browser, on.host.link(), size, theme);
    stage.show(rest(Date.now()));
    await window.show('#/run/rest');
    await window.page.getByText('Planned from what was read. Read each step and tick it: 1 to go.').waitFor();
    expect(await window.look(`run-rest-${size}-${theme}`)).toEqual([]);
    await window.close();
  },
);
