import { type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunView } from '../../shared/protocol/run.ts';
import { type Host, startHost } from './host.ts';
import { BROKEN_MARKS, SCENES, broken } from './scenes.ts';
import { bound, boundStep } from './provenance-scenes.ts';
import { MODEL_SCENES, SILENCE, THOUGHT } from './model-scenes.ts';
import { operating, still } from './operate-scenes.ts';
import { donePartly, keptOne, nothingToDo, notUndone } from './partial-scenes.ts';
import { script } from './script-scenes.ts';
import { Stage } from './stage.ts';
import {
  TROUBLES,
  behind,
  chosen,
  contested,
  cutShort,
  parallel,
  partly,
  reconciling,
  sent,
  takenOver,
  undoing,
} from './trouble-scenes.ts';
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

const DOUBTFUL = 'write "Buy milk" in the text editor and frobnicate it as ~/Documents/shopping.txt';

const drawn = ({ page }: Window): Promise<void> => page.locator('.svelte-flow__node').first().waitFor();

const graph = async (window: Window): Promise<void> => {
  await window.page.getByText('Graph', { exact: true }).click();
  await drawn(window);
};

const unfold = ({ page }: Window): Promise<void> => page.getByText('Undo takes back 3 of 4 steps').click();

const stateShown = ({ page }: Window): Promise<void> =>
  page.locator('[data-placed], [role=grid]').first().waitFor({ state: 'attached' });

const press =
  (name: string) =>
  ({ page }: Window): Promise<void> =>
    page.getByRole('button', { name, exact: true }).first().click();

const whyThisStep = async ({ page }: Window): Promise<void> => {
  await page.locator('[data-step]').first().click();
  await page.getByText('Why this step?').click();
  await page.getByText('proof checked').waitFor();
};

const whyNotAnotherWay = async ({ page }: Window): Promise<void> => {
  // In a narrow window the step that was opened last is in the place of the list.
  const step = page.locator('[data-step]').first();
  if (await step.isVisible()) await step.click();
  await page.getByText('Why not another way?').click();
  await page.getByLabel('Instead, something that').selectOption({ index: 1 });
  await page.locator('details', { hasText: 'Why not another way?' }).getByText('proof checked').waitFor();
};

/** Everything on the stage, as of `now`. */
const scenes = (now: number): RunView[] =>
  [
    ...Object.values(SCENES),
    ...Object.values(TROUBLES),
    ...Object.values(MODEL_SCENES),
    chosen,
    contested,
    cutShort,
    donePartly,
    keptOne,
    nothingToDo,
    notUndone,
    behind,
    bound,
    boundStep,
    broken,
    operating,
    parallel,
    partly,
    reconciling,
    script,
    sent,
    still,
    takenOver,
    undoing,
  ].map((scene) => scene(now));

/** Where the scenes stand in the history, also in the first seconds of a day. */
const DAY = /^(Today|Yesterday)$/;

/** Every screen and state: how to get there, and what stands there once it is drawn. */
const VIEWS: readonly { name: string; hash: string; sign: string | RegExp; act?: (window: Window) => Promise<void> }[] =
  [
    { name: 'goal', hash: '#/', sign: 'For example' },
    {
      name: 'goal-doubtful',
      hash: '#/',
      sign: 'Under way',
      act: async ({ page }) => {
        await page.getByLabel('What should be done?').fill(DOUBTFUL);
        await page.getByText('I don’t know what “frobnicate” means here.').waitFor();
      },
    },
    { name: 'run-planning', hash: '#/run/planning', sign: 'Working out a plan.' },
    { name: 'run-question', hash: '#/run/question', sign: 'None of these' },
    { name: 'run-planned', hash: '#/run/planned', sign: 'Run 4 steps' },
    { name: 'run-graph', hash: '#/run/branches', sign: 'Run 7 steps', act: graph },
    { name: 'run-acting', hash: '#/run/acting', sign: 'acting' },
    { name: 'run-approval', hash: '#/run/trash', sign: 'Approve moving 12 files' },
    { name: 'run-operating', hash: '#/run/operating', sign: 'Replace All' },
    { name: 'run-still', hash: '#/run/still', sign: 'Go on trying' },
    { name: 'run-script', hash: '#/run/script', sign: 'A script was written for this, and tested' },
    {
      name: 'run-script-open',
      hash: '#/run/script',
      sign: 'A script was written for this, and tested',
      act: async ({ page }) => {
        for (const fold of ['What its text does, line by line', 'The script', 'What its tests say'])
          await page.getByText(fold, { exact: true }).click();
        await page.getByText('export interface Sale {').first().waitFor();
      },
    },
    { name: 'run-bound', hash: '#/run/bound', sign: 'You approve this with the plan' },
    { name: 'run-bound-step', hash: '#/run/bound-step', sign: 'Someone wrote instructions' },
    { name: 'run-parallel', hash: '#/run/parallel', sign: '2 acting, 3 of 7 done' },
    { name: 'run-parallel-graph', hash: '#/run/parallel/graph', sign: '2 acting, 3 of 7 done', act: drawn },
    { name: 'run-taken-over', hash: '#/run/taken', sign: 'Hand back' },
    { name: 'run-reconciling', hash: '#/run/reconciling', sign: 'I can’t tell' },
    { name: 'run-cut-short', hash: '#/run/cut-short', sign: 'Not all of it happened' },
    ...(['missing', 'wrong-effect', 'changed', 'own-fault'] satisfies (keyof typeof TROUBLES)[]).map((name) => ({
      name: `run-${name}`,
      hash: `#/run/${name}`,
      sign: 'What I think',
    })),
    {
      name: 'run-thinking',
      hash: '#/run/thinking',
      sign: 'qwen3-coder-30b is thinking',
      act: ({ page }) => page.getByText('What it thinks').click(),
    },
    { name: 'run-silent', hash: '#/run/silent', sign: 'Asking qwen3-coder-30b' },
    {
      name: 'run-proposed',
      hash: '#/run/proposed',
      sign: 'Proposed by qwen3-coder-30b',
      act: ({ page }) => page.getByText('2 proposals').click(),
    },
    { name: 'run-doubted', hash: '#/run/doubted', sign: 'It finds this dangerous' },
    { name: 'run-model-stuck', hash: '#/run/stuck', sign: 'Let it try 4 more times' },
    {
      name: 'goal-for-model',
      hash: '#/',
      sign: 'Under way',
      act: async ({ page }) => {
        await page.getByLabel('What should be done?').fill('could all those PDFs please live in papers');
        await page.getByText('is asked what you mean').waitFor();
      },
    },
    { name: 'run-held', hash: '#/run/held', sign: 'don’t touch ~/Private' },
    { name: 'run-ruled-out', hash: '#/run/ruled-out', sign: 'What you asked to be kept to' },
    { name: 'run-kept-back', hash: '#/run/kept-back', sign: 'You did not allow that' },
    {
      name: 'run-why-not',
      hash: '#/run/refused',
      sign: 'Why not?',
      act: async ({ page }) => {
        await page.getByText('Why not?').click();
        await page.getByText('proof checked').waitFor();
      },
    },
    { name: 'run-broken', hash: '#/run/broken', sign: 'Make a new plan' },
    { name: 'run-broken-graph', hash: '#/run/broken/graph', sign: 'Make a new plan', act: drawn },
    { name: 'servers', hash: '#/servers', sign: 'Accept it as it is now' },
    { name: 'servers-add', hash: '#/servers', sign: 'Add a server…', act: press('Add a server…') },
    { name: 'run-why', hash: '#/run/planned', sign: 'Run 4 steps', act: whyThisStep },
    { name: 'run-why-not', hash: '#/run/planned', sign: 'Run 4 steps', act: whyNotAnotherWay },
    { name: 'run-refused', hash: '#/run/refused', sign: 'What is missing' },
    { name: 'run-done', hash: '#/run/done', sign: 'Undo 3 steps' },
    { name: 'run-sent', hash: '#/run/sent', sign: 'Undo takes back 3 of 4 steps', act: unfold },
    { name: 'run-timeline', hash: '#/run/sent/timeline', sign: 'You asked for it.' },
    { name: 'run-behind', hash: '#/run/behind', sign: 'Waits until “copy ~/Photos to ~/Backups” is through.' },
    { name: 'run-undoing', hash: '#/run/undoing', sign: '1 of 3 taken back' },
    { name: 'run-undone-partly', hash: '#/run/partly', sign: '1 step taken back, 3 steps not' },
    { name: 'run-done-partly', hash: '#/run/done-partly', sign: 'Done but for 1 step you refused.' },
    { name: 'run-nothing-to-do', hash: '#/run/nothing', sign: 'Nothing was touched. Ask for something else.' },
    { name: 'run-not-undone', hash: '#/run/not-undone', sign: 'Nothing was taken back' },
    {
      name: 'run-kept-one',
      hash: '#/run/kept-one',
      sign: '1 step taken back, 1 step not',
      act: async ({ page }) => {
        await page.locator('[data-step="s2"]').first().click();
        await page.getByText('Undoing it would lose that change.').waitFor();
      },
    },
    { name: 'run-contested', hash: '#/run/contested', sign: 'Restore what was before' },
    { name: 'run-chosen', hash: '#/run/chosen', sign: 'Put mine back' },
    { name: 'run-200-steps', hash: '#/run/many', sign: 'Run 200 steps' },
    { name: 'run-right-to-left', hash: '#/run/rtl', sign: 'Show all 636 characters' },
    { name: 'state', hash: '#/state', sign: 'Why not …?', act: stateShown },
    {
      name: 'state-other-view',
      hash: '#/state',
      sign: 'Why not …?',
      act: async (window) => {
        const { page } = window;
        await page.getByRole('group', { name: 'Show as' }).locator('[aria-pressed=false]').click();
        await stateShown(window);
      },
    },
    {
      name: 'state-past',
      hash: '#/state',
      sign: 'Why not …?',
      act: async ({ page }) => {
        await page.getByLabel('As it was at').press('ArrowLeft');
        await page.getByRole('button', { name: 'Now' }).waitFor();
      },
    },
    { name: 'state-fact', hash: '#/state/to-file', sign: 'proof checked' },
    {
      name: 'state-contradiction',
      hash: '#/state/saved',
      sign: 'Neighbourhood',
      act: ({ page }) => page.getByRole('region', { name: 'Contradicts' }).waitFor(),
    },
    {
      name: 'state-step',
      hash: '#/state/step%3A3',
      sign: 'Neighbourhood',
      act: ({ page }) => page.getByRole('region', { name: 'Caused by' }).waitFor(),
    },
    {
      name: 'state-take-back',
      hash: '#/state/documents',
      sign: 'proof checked',
      act: async (window) => {
        await press('Take back…')(window);
        await window.page.getByText('would no longer hold').waitFor();
      },
    },
    {
      name: 'state-why-not',
      hash: '#/history',
      sign: DAY,
      act: async (window) => {
        await window.show('#/state');
        await press('Why not …?')(window);
        await window.page.getByRole('combobox').fill('stale("scan-17.pdf")');
        await window.page.keyboard.press('Enter');
        await window.page.getByText('proof checked').waitFor();
      },
    },
    {
      name: 'memory',
      hash: '#/memory',
      sign: 'Earlier goals',
      act: ({ page }) => page.getByText('could every pdf out of').first().click(),
    },
    {
      name: 'memory-forget',
      hash: '#/memory',
      sign: 'Earlier goals',
      act: async ({ page }) => {
        await page.getByText('could every PDF out of').last().click();
        await page.getByRole('region', { name: 'Earlier goals' }).getByRole('button', { name: 'Forget this…' }).click();
        await page.getByText('Nobody can bring back').waitFor();
      },
    },
    {
      name: 'state-what-if',
      hash: '#/state/documents',
      sign: 'proof checked',
      act: async (window) => {
        await press('What if not?')(window);
        await window.page.getByRole('region', { name: 'Only supposed' }).waitFor();
      },
    },
    {
      name: 'state-supposed',
      hash: '#/history',
      sign: 'Memory',
      act: async (window) => {
        await window.show('#/state');
        await press('Why not …?')(window);
        await window.page.getByLabel('What if …?').fill('keep("~/Downloads")');
        await window.page.keyboard.press('Enter');
        await window.page.getByRole('region', { name: 'Only supposed' }).waitFor();
      },
    },
    { name: 'rules', hash: '#/rules', sign: 'hold now' },
    {
      name: 'rule',
      hash: '#/rules',
      sign: 'hold now',
      act: async ({ page }) => {
        await page.getByText('A file in ~/Downloads whose name').click();
        await page.getByRole('list', { name: 'What it gives now' }).waitFor();
      },
    },
    {
      name: 'rules-tried',
      hash: '#/rules',
      sign: 'hold now',
      act: async (window) => {
        const { page } = window;
        await page.getByText('Try a change of the rules').click();
        const text = page.locator('textarea');
        await text.waitFor();
        await text.fill(`${await text.inputValue()} and more`);
        await press('See what would change')(window);
        await page.getByText('Put it away').scrollIntoViewIfNeeded();
      },
    },
    { name: 'history', hash: '#/history', sign: DAY },
    {
      name: 'history-forget',
      hash: '#/history',
      sign: DAY,
      act: async ({ page }) => {
        await page.getByRole('button', { name: 'Forget this…' }).first().click();
        await page.getByText('Nobody can bring back').waitFor();
      },
    },
    { name: 'skills', hash: '#/skills', sign: 'Open an application' },
    { name: 'health', hash: '#/health', sign: 'Look again' },
    { name: 'settings', hash: '#/settings', sign: 'Appearance' },
  ];

describe.each(THEMES)('in %s', (theme) => {
  test.each(Object.keys(SIZES) as Size[])(
    'every screen holds at the size of the %s window',
    { timeout: 240_000 },
    async (size) => {
      const window = await Window.open(browser, host.link(), size, theme);
      for (const run of scenes(Date.now())) stage.show(run);
      stage.emit(THOUGHT);
      stage.emit(SILENCE);
      stage.emit({ type: 'plan.marks', runId: 'broken', marks: BROKEN_MARKS });
      const wrong: string[] = [];
      for (const { name, hash, sign, act } of VIEWS) {
        await window.show(hash);
        await window.page.getByText(sign).first().waitFor();
        await act?.(window);
        wrong.push(...(await window.look(`${name}-${size}-${theme}`)).map((line) => `${name}: ${line}`));
      }
      await window.close();
      expect(wrong).toEqual([]);
    },
  );
});

test('a plan of 200 steps is drawn and walked through quickly', async () => {
  const window = await Window.open(browser, host.link());
  stage.show(SCENES.many(Date.now()));
  const ms = await window.page.evaluate(async () => {
    const started = performance.now();
    location.hash = '#/run/many';
    while (document.querySelectorAll('[data-step]').length < 200) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - started;
  });
  // What grows with the square of the steps takes far longer; a busy machine may take seconds.
  expect(ms).toBeLessThan(5000);
  await window.close();
});

test('nothing moves when a step’s evidence arrives', async () => {
  const window = await Window.open(browser, host.link());
  const run = SCENES.acting(Date.now());
  stage.show(run);
  await window.show('#/run/acting');
  const rows = window.page.locator('[data-step]');
  await rows.first().waitFor();
  const boxes = (): Promise<unknown> =>
    rows.evaluateAll((all) => all.map((row) => JSON.stringify(row.getBoundingClientRect())));
  const before = await boxes();
  const [, , third] = run.steps;
  if (!third) throw new Error('The scene has too few steps.');
  const say =
    'read from disk: 45 of 45 bytes, and this sentence goes on for longer than one line of the list can ever hold it';
  stage.emit({
    type: 'step',
    runId: run.id,
    step: { ...third, status: 'verified', evidence: [{ path: 'filesystem', say, holds: true }] },
  });
  await window.page.getByText(say).first().waitFor();
  expect(await boxes()).toEqual(before);
  await window.close();
});
