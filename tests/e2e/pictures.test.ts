import sharp from 'sharp';
import { expect, test } from 'vitest';
import { TROUBLE } from '../../renderer/words/trouble.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { staged } from './staged.ts';
import { TROUBLES, contested, sent } from './trouble-scenes.ts';
import { SIZES } from './window.ts';

const on = staged();

const named = { before: 'b'.repeat(64), after: 'a'.repeat(64) };
const pictured = async (run: RunView, id: string, pictures: NonNullable<StepView['pictures']>): Promise<RunView> => {
  for (const [sha256, background] of [
    [named.before, '#3d5a6c'],
    [named.after, '#f0f0f0'],
  ] as const) {
    const bytes = await sharp({ create: { width: 960, height: 600, channels: 3, background } })
      .jpeg()
      .toBuffer();
    on.stage.pictures.set(sha256, { mime: 'image/jpeg', data: bytes.toString('base64') });
  }
  return { ...run, steps: run.steps.map((step) => (step.id === id ? { ...step, pictures } : step)) };
};
const image = (name: string) => on.window.page.getByRole('img', { name });
const isDrawn = (name: string): Promise<boolean> =>
  image(name).evaluate((img) => img instanceof HTMLImageElement && img.complete && img.naturalWidth === 960);

test('pictures are fetched when they are opened, and gone to and fro between with the keyboard, without anything moving', async () => {
  await on.show(await pictured(sent(Date.now()), 's1', named), '/timeline');
  const rows = on.window.page.getByRole('list', { name: 'What happened when' });
  await rows.getByRole('button', { name: 'Open Mousepad' }).waitFor();
  expect(on.stage.fetched).toBe(0);
  await rows.getByText('Before and after').focus();
  await on.window.page.keyboard.press('Enter');
  await image('The screen after: Open Mousepad').waitFor();
  await expect.poll(() => isDrawn('The screen after: Open Mousepad')).toBe(true);
  const place = await image('The screen after: Open Mousepad').boundingBox();
  expect(await on.window.axe()).toEqual([]);
  await on.window.page.keyboard.press('Tab');
  await on.window.page.keyboard.press('Home');
  await on.window.page.keyboard.press('Enter');
  await image('The screen before: Open Mousepad').waitFor();
  await expect.poll(() => isDrawn('The screen before: Open Mousepad')).toBe(true);
  expect(await image('The screen before: Open Mousepad').boundingBox()).toEqual(place);
  expect(await image('The screen after: Open Mousepad').count()).toBe(0);
  expect(on.stage.fetched).toBe(2);
  await on.window.screenshot('pictures-timeline-main');
});

test('pictures stand with the step, in the tray window too', async () => {
  await on.window.page.setViewportSize({ width: 400, height: 640 });
  await on.show(await pictured(sent(Date.now()), 's1', { before: named.before }));
  await on.window.page.getByRole('button', { name: 'Open Mousepad' }).first().click();
  await on.window.page.getByText('Before and after').click();
  await expect.poll(() => isDrawn('The screen before: Open Mousepad')).toBe(true);
  expect(await on.window.page.getByRole('radio').count()).toBe(0);
  expect(await on.window.look('pictures-detail-tray')).toEqual([]);
});

test('pictures are what was seen when a step came to grief, and say so when they are no longer kept', async () => {
  const run = await pictured(TROUBLES.blocked(Date.now()), 's2', named);
  on.stage.pictures.delete(named.after);
  await on.show(run);
  const card = on.window.page.getByRole('region', { name: TROUBLE.blocked.heading, exact: true });
  await card.getByText('What I saw').waitFor();
  await card.getByText('The screen then').click();
  await card.getByText('This picture is no longer kept.').waitFor();
  await card.getByRole('radio', { name: 'Before' }).click();
  await expect.poll(() => isDrawn('The screen before: Write 37 characters into Mousepad')).toBe(true);
  expect(await on.window.look('pictures-trouble-main')).toEqual([]);
});

test.each(Object.entries(SIZES))(
  'what an undo left alone has a small picture of the screen with two of its versions, in the %s window',
  async (size, box) => {
    await on.window.page.setViewportSize(box);
    await on.show(await pictured(contested(Date.now()), 's3', named));
    await on.window.page.getByText('You changed this file after Sonny did.').waitFor();
    for (const [version, sha256] of [
      ['Before Sonny', named.before],
      ['As Sonny left it', named.after],
    ] as const) {
      const tab = on.window.page.getByRole('tab', { name: version });
      if (await tab.isVisible()) await tab.click();
      await expect.poll(() => isDrawn(`The screen: ${version}`)).toBe(true);
      expect(await image(`The screen: ${version}`).getAttribute('src')).toContain(on.stage.pictures.get(sha256)?.data);
      expect((await image(`The screen: ${version}`).boundingBox())?.width).toBeLessThanOrEqual(200);
    }
    expect(await on.window.look(`run-contested-pictures-${size}`)).toEqual([]);
  },
);
