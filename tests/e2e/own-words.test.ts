import { expect, test } from 'vitest';
import { MODEL_SCENES } from './model-scenes.ts';
import { staged } from './staged.ts';
import { LOOKS, Window } from './window.ts';

const on = staged();

test('a question can be answered in own words, whose digits choose nothing', async () => {
  const { window, stage } = on;
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
});

test.each(LOOKS)('it holds in %s at the size of the %s window', async (theme, size) => {
  const { stage } = on;
  const window = await Window.open(on.browser, on.host.link(), size, theme);
  stage.show(MODEL_SCENES.stuck(Date.now()));
  await window.show('#/run/stuck');
  await window.page.getByLabel('Or say it in your own words').waitFor();
  expect(await window.look(`run-own-words-${size}-${theme}`)).toEqual([]);
  await window.close();
});
