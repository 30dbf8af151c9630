import { expect, test } from 'vitest';
import { tabTo } from './keys.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { UNBROKEN, crowded, crowdOfSuggestions, long, longApproval, wide } from './long-scenes.ts';
import { SCENES } from './scenes.ts';
import { staged } from './staged.ts';
import { reconciling } from './trouble-scenes.ts';
import { SIZES, THEMES, type Window } from './window.ts';

const on = staged();

/** Where the scenes stand in the history, also in the first seconds of a day. */
const DAY = /^(Today|Yesterday)$/;

const SCREENS = ['history', 'skills', 'servers', 'state', 'rules', 'memory', 'health', 'settings', 'run/gone'] as const;

/** What is wrong with a screen at this size besides: what asks for a word and is out of sight, and a Stop that cannot be pressed. */
async function faults(window: Window, name: string): Promise<string[]> {
  const wrong = (await window.look(name)).map((line) => `${name}: ${line}`);
  const found = await window.page.evaluate(() => {
    const stop = document.querySelector('.stop-place button');
    const box = stop?.getBoundingClientRect();
    const at = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const hit = (button: Element): boolean => {
      const { x, y, width, height } = button.getBoundingClientRect();
      return button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    };
    const answers = [...document.querySelectorAll('[aria-label="What to do with this run"] button')];
    // What asks for a word is read to its end downwards, never beside what is seen.
    const lists = [...document.querySelectorAll('[aria-label="What will happen"]')];
    return {
      stops: stop?.contains(at ?? null) === true,
      hidden: answers
        .filter((button) => button.checkVisibility() && !hit(button))
        .map((button) => button.textContent.trim()),
      sideways: lists.some((list) => list.scrollWidth > list.clientWidth),
    };
  });
  wrong.push(...found.hidden.map((button) => `${name}: “${button}” is covered or out of sight`));
  if (found.sideways) wrong.push(`${name}: what will happen goes on beside the window`);
  if (!found.stops) wrong.push(`${name}: Stop is covered or out of sight`);
  return wrong;
}

async function everyLook(name: string, open: () => Promise<void>): Promise<string[]> {
  const wrong: string[] = [];
  for (const [size, box] of Object.entries(SIZES))
    for (const theme of THEMES) {
      await on.window.page.setViewportSize(box);
      await on.window.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await open();
      wrong.push(...(await faults(on.window, `${name}-${size}-${theme}`)));
    }
  return wrong;
}

test('every screen keeps its layout while it waits for what it shows', { timeout: 180_000 }, async () => {
  on.stage.mood = 'waits';
  const wrong: string[] = [];
  for (const screen of SCREENS)
    wrong.push(
      ...(await everyLook(`waiting-${screen.replace('/', '-')}`, async () => {
        await on.window.show('#/');
        await on.window.show(`#/${screen}`);
        await on.window.page
          .locator(screen === 'settings' ? 'h1' : 'main [role=status] .row')
          .first()
          .waitFor();
      })),
    );
  expect(wrong).toEqual([]);
});

test('every screen says what went wrong and what to do', { timeout: 180_000 }, async () => {
  on.stage.mood = 'fails';
  const wrong: string[] = [];
  for (const screen of SCREENS)
    wrong.push(
      ...(await everyLook(`failing-${screen.replace('/', '-')}`, async () => {
        await on.window.show('#/');
        await on.window.show(`#/${screen}`);
        await on.window.page.locator('main').getByText('Details').first().waitFor();
      })),
    );
  expect(wrong).toEqual([]);
});

test('what never ends is cut, folded or scrolled, and Stop stays where it is', { timeout: 180_000 }, async () => {
  for (const scene of [long, longApproval]) on.stage.show(scene(Date.now()));
  const wrong: string[] = [];
  const open = (hash: string, sign: string | RegExp) => async (): Promise<void> => {
    await on.window.show(hash);
    await on.window.page.getByText(sign).first().waitFor();
  };
  const rewrite = async (): Promise<void> => {
    await on.window.show('#/');
    await on.window.page.getByLabel('What should be done?').fill(`${long(0).goal} ${UNBROKEN}`);
  };
  wrong.push(...(await everyLook('long', open('#/run/long', 'Show all 1,000 characters'))));
  wrong.push(...(await everyLook('long-approval', open('#/run/long-approval', 'left to answer'))));
  wrong.push(...(await everyLook('long-timeline', open('#/run/long/timeline', 'You asked for it.'))));
  wrong.push(...(await everyLook('long-goal', rewrite)));
  wrong.push(...(await everyLook('long-history', open('#/history', DAY))));
  expect(wrong).toEqual([]);
});

test(
  '300 steps with names in many scripts hold in each view, and the graph opens at the one that acts',
  { timeout: 180_000 },
  async () => {
    const { window, stage } = on;
    stage.show(wide(Date.now()));
    const wrong: string[] = [];
    for (const view of ['steps', 'timeline', 'graph'])
      wrong.push(
        ...(await everyLook(`wide-${view}`, async () => {
          await window.show('#/history');
          await window.show(`#/run/wide/${view}`);
          await window.page.getByText('Show all 300 characters').waitFor();
          if (view !== 'graph') return;
          const acting = window.page.locator('.svelte-flow__node').filter({ hasText: 'acting' });
          await acting.waitFor();
          await expect.poll(() => acting.isVisible()).toBe(true);
          const [node, pane] = await Promise.all([acting.boundingBox(), window.page.locator('.plan').boundingBox()]);
          if (!node || !pane) throw new Error('There is no graph.');
          expect(node.x).toBeGreaterThanOrEqual(pane.x);
          expect(node.x + node.width).toBeLessThanOrEqual(pane.x + pane.width);
          expect(node.y).toBeGreaterThanOrEqual(pane.y);
        })),
      );
    expect(wrong).toEqual([]);
  },
);

test('a message covers nothing that can be pressed for the run it stands beside', { timeout: 120_000 }, async () => {
  const { window, stage } = on;
  stage.show(SCENES.acting(Date.now()));
  const error = new SonnyError('STORE_FULL', 'No space is left on the disk.').view();
  const wrong = await everyLook('notice', async () => {
    await window.show('#/run/acting');
    await window.page.getByRole('list', { name: 'Steps' }).waitFor();
    stage.emit({ type: 'notice', error });
    await window.page.getByText(error.say).waitFor();
  });
  expect(wrong).toEqual([]);
  await window.page.getByRole('button', { name: 'Close this message' }).click();
  await window.page.getByText(error.say).waitFor({ state: 'detached' });
});

test('a search that finds nothing says so where the list would be', { timeout: 120_000 }, async () => {
  const wrong: string[] = [];
  for (const [screen, label, says] of [
    ['skills', 'Find a skill', 'No skill has these words.'],
    ['rules', 'Find a rule', 'No rule has these words.'],
    ['state', 'Search what Sonny knows', 'Nothing that Sonny knows has the words'],
  ] as const)
    wrong.push(
      ...(await everyLook(`none-${screen}`, async () => {
        await on.window.show(`#/${screen}`);
        await on.window.page.getByLabel(label).fill('zzzz');
        await on.window.page.getByText(says).waitFor();
      })),
    );
  expect(wrong).toEqual([]);
});

test('the question of a run that was interrupted is read to its end where runs are listed', async () => {
  const run = reconciling(Date.now());
  on.stage.show({ ...run, sentence: run.question?.ask ?? '' });
  const { page } = on.window;
  for (const [size, box] of Object.entries(SIZES))
    for (const hash of ['#/', '#/history']) {
      await page.setViewportSize(box);
      await on.window.show(hash);
      const asks = page.locator('main').getByText('Sonny was interrupted while it did this');
      await asks.waitFor();
      expect(await asks.evaluate((line) => line.scrollHeight - line.clientHeight)).toBeLessThanOrEqual(1);
      await on.window.screenshot(`asks-${hash === '#/' ? 'goal' : 'history'}-${size}`);
    }
});

test('a crowd of everything is read one after the other', { timeout: 180_000 }, async () => {
  on.stage.show(crowded(Date.now()));
  on.stage.emit({ type: 'suggestions', suggestions: crowdOfSuggestions(Date.now()) });
  const { page } = on.window;
  const wrong: string[] = [];
  wrong.push(
    ...(await everyLook('crowded', async () => {
      await on.window.show('#/');
      await on.window.show('#/run/crowded');
      await page.getByText('Show all 2,000 characters').first().waitFor();
    })),
  );
  wrong.push(
    ...(await everyLook('crowded-goal', async () => {
      await on.window.show('#/history');
      await on.window.show('#/');
      await page.getByText('Show 47 more').click();
      await page.getByText('Show fewer').waitFor();
    })),
  );
  wrong.push(
    ...(await everyLook('crowded-step', async () => {
      await on.window.show('#/');
      await on.window.show('#/run/crowded');
      await page.locator('[data-step]').nth(3).click();
      await page.getByText('What must hold').waitFor();
    })),
  );
  expect(wrong).toEqual([]);
});

test('every screen holds at 320 pixels, at 200 % and in colours of one’s own', { timeout: 180_000 }, async () => {
  for (const scene of [SCENES.acting, SCENES.trash, SCENES.question]) on.stage.show(scene(Date.now()));
  const wrong: string[] = [];
  const all = ['', ...SCREENS.slice(0, -1), 'run/acting', 'run/trash', 'run/question'];
  for (const [name, width, height, forced] of [
    ['320', 320, 640, false],
    ['zoomed', 640, 400, false],
    ['forced', 1280, 800, true],
  ] as const) {
    await on.window.page.setViewportSize({ width, height });
    await on.window.page.emulateMedia({ forcedColors: forced ? 'active' : 'none' });
    for (const screen of all) {
      await on.window.show(`#/${screen}`);
      await on.window.page.locator('main :is(h1, h2, [data-row], [role=grid])').first().waitFor();
      wrong.push(...(await faults(on.window, `${name}-${screen.replace('/', '-') || 'goal'}`)));
    }
  }
  expect(wrong).toEqual([]);
});

test.each(Object.entries(SIZES))(
  'the keys are told in the %s window, and who closes them is where they were',
  async (size, box) => {
    const { page } = on.window;
    await page.setViewportSize(box);
    await tabTo(on.window, 'Keys');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.waitFor();
    expect(await on.window.look(`keys-${size}`)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect
      .poll(() => page.getByRole('button', { name: 'Keys' }).evaluate((b) => b === document.activeElement))
      .toBe(true);
  },
);

test('a run reads in order to who listens: what it is for, how it stands, its steps, what can be done', async () => {
  await on.show(SCENES.acting(Date.now()));
  await on.window.page.getByText('2 of 4 done').waitFor();
  const heard = await on.window.page.locator('main').ariaSnapshot();
  const parts = [
    'region "Goal"',
    'heading "write',
    'paragraph: Saving the document.',
    'heading "4 steps" [level=2]',
    'radio "Steps" [checked]',
    'list "Steps"',
    'button "1 Open Mousepad verified window “Untitled 1 – Mousepad” is open and focused 0.6 s"',
    'button "3 Save as ~/Documents/shopping.txt acting You named the file."',
    'complementary "Details"',
    'heading "Save as ~/Documents/shopping.txt" [level=2]',
    'paragraph: "Holds: ~/Documents is a folder"',
    'group "What to do with this run"',
    'button "Pause"',
    'paragraph: 2 of 4 done · 2 to 5 min left',
    'button "Stop this run"',
  ];
  const places = parts.map((part) => heard.indexOf(part));
  expect(parts.filter((_, i) => places[i] === -1)).toEqual([]);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('what went wrong can be asked for once more', async () => {
  on.stage.mood = 'fails';
  await on.window.show('#/history');
  on.stage.show(SCENES.done(Date.now()));
  await on.window.page.getByText('The journal was damaged').waitFor();
  on.stage.mood = 'answers';
  await on.window.page.getByRole('button', { name: 'Ask again' }).click();
  await on.window.page.getByRole('heading', { name: DAY }).waitFor();
  expect(await on.window.page.getByText('The journal was damaged').count()).toBe(0);
});

test('who listens is told when a run wants them and when it has ended, but not of runs elsewhere step by step', async () => {
  const told = (): Promise<readonly string[]> => on.window.heard();
  const acting = SCENES.acting(Date.now());
  await on.show(acting);
  await on.window.page.getByText('2 of 4 done').waitFor();
  on.stage.show({ ...acting, status: 'paused', sentence: 'Paused before the next step.' });
  await expect.poll(told).toContain('paused: Paused before the next step.');
  await on.window.show('#/history');
  const [, , third] = acting.steps;
  if (!third) throw new Error('The scene has too few steps.');
  on.stage.emit({ type: 'step', runId: acting.id, step: { ...third, status: 'verified' } });
  on.stage.show({ ...acting, status: 'done', sentence: 'Done: verified by reading the file.' });
  await expect
    .poll(told)
    .toContainEqual(expect.stringMatching(/^“write "Buy milk: 2 l.*…”: Done: verified by reading the file\.$/));
  // While it only went on, nothing was said of it, and of its steps nothing once it was elsewhere.
  expect((await told()).filter((text) => /Saving the document|Step 3/.test(text))).toEqual([]);
});
