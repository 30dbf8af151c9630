import { expect, test } from 'vitest';
import type { RunView } from '../../shared/protocol/run.ts';
import { Settings } from '../../shared/protocol/settings.ts';
import { donePartly } from './partial-scenes.ts';
import { SCENES } from './scenes.ts';
import { staged } from './staged.ts';
import { still } from './operate-scenes.ts';
import { TROUBLES, chosen, contested, partly, sent, takenOver } from './trouble-scenes.ts';
import { LOOKS, SIZES, THEMES, Window } from './window.ts';

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
    const note = window.page.getByRole('region', { name: 'Why this can’t be done now' });
    await note.waitFor();
    expect(await run.count()).toBe(0);
    expect(await note.getByRole('link').getAttribute('href')).toContain('settings');
    expect(await window.look(`run-observed-${size}-${theme}`)).toEqual([]);
    mode('assist');
    await run.waitFor();
    await window.close();
  },
);

const paused = (now: number): RunView => ({ ...SCENES.acting(now), id: 'paused', status: 'paused' });
const undone = (now: number): RunView => ({ ...chosen(now), id: 'undone' });

test.each([
  ['paused', paused, ['Go on', 'One step'], 'Stop this run'],
  ['taken over', takenOver, ['Hand back'], 'Stop here'],
  ['failed', TROUBLES.missing, ['Try again', 'Skip this step'], 'Change the goal'],
  ['done', sent, ['Undo 3 steps'], 'Do it again'],
  ['done in part', donePartly, ['Undo 3 steps'], 'Do it again'],
  ['undone', undone, ['Redo 3 steps'], 'Do it again'],
  ['undone in part', partly, ['Try undo again'], 'Do it again'],
] as const)(
  'while Sonny observes, what would act in a run that is %s can’t be pressed, and it says why',
  { timeout: 120_000 },
  async (name, scene, held, free) => {
    const { page } = on.window;
    mode('observe');
    const run = scene(Date.now());
    await on.show(run);
    const button = (words: string) => page.getByRole('button', { name: words, exact: true });
    const note = page.getByRole('region', { name: 'Why this can’t be done now' });
    await note.waitFor();
    for (const words of held) {
      await expect.poll(() => button(words).isDisabled()).toBe(true);
      const id = await button(words).getAttribute('aria-describedby');
      expect(await page.locator(`[id="${id}"]`).innerText()).toContain('Sonny is set to Observe');
    }
    expect(await button(free).isEnabled()).toBe(true);
    await page.keyboard.press('Alt+u');
    for (const [size, box] of Object.entries(SIZES)) {
      await page.setViewportSize(box);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await on.window.look(`observed-${name.replaceAll(' ', '-')}-${size}-${colorScheme}`)).toEqual([]);
      }
    }
    expect(on.stage.asked).toEqual([]);
    mode('assist');
    await note.waitFor({ state: 'detached' });
    for (const words of held) expect(await button(words).isEnabled()).toBe(true);
  },
);

test.each([
  ['what an undo left alone', contested, ['Keep mine', 'Restore what was before', 'Keep both'], undefined],
  ['what was chosen before', chosen, ['Put mine back', 'Keep both'], undefined],
  ['whether to go on trying', still, ['Go on trying'], 'No'],
] as const)(
  'while Sonny observes, %s can’t be chosen, neither by pointer nor by its digit, and it says why',
  { timeout: 120_000 },
  async (name, scene, held, free) => {
    const { page } = on.window;
    mode('observe');
    await on.show(scene(Date.now()));
    const choice = (words: string) => page.locator('main button').filter({ hasText: words }).first();
    for (const words of held) {
      await expect.poll(() => choice(words).isDisabled()).toBe(true);
      const id = await choice(words).getAttribute('aria-describedby');
      expect(await page.locator(`[id="${id}"]`).innerText()).toContain('Sonny is set to Observe');
    }
    await page.keyboard.press('1');
    for (const [size, box] of Object.entries(SIZES)) {
      await page.setViewportSize(box);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await on.window.look(`observed-${name.split(' ').at(-1)}-${size}-${colorScheme}`)).toEqual([]);
      }
    }
    expect(on.stage.asked).toEqual([]);
    if (free !== undefined) {
      await page.keyboard.press('0');
      await expect.poll(() => on.stage.asked).toMatchObject([{ type: 'run.answer', candidateId: null }]);
    }
    mode('assist');
    for (const words of held) await expect.poll(() => choice(words).isEnabled()).toBe(true);
  },
);
