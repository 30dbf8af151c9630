import { describe, expect, test } from 'vitest';
import { TROUBLE } from '../../renderer/words/trouble.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { StopView } from '../../shared/protocol/stop.ts';
import { base } from './scene-parts.ts';
import { SCENES } from './scenes.ts';
import { staged } from './staged.ts';
import {
  TROUBLES,
  chosen,
  contested,
  parallel,
  partly,
  cutShort,
  reconciling,
  sent,
  takenOver,
  undoing,
} from './trouble-scenes.ts';

const on = staged();

const button = (name: string | RegExp) => on.window.page.getByRole('button', { name });
const see = (text: string) => on.window.page.getByText(text).first().waitFor();
const region = (name: string) => on.window.page.getByRole('region', { name, exact: true });

describe('a trouble card', () => {
  test.each(Object.keys(TROUBLES) as (keyof typeof TROUBLES)[])(
    'for “%s” says what was wanted, seen and thought, and every choice does what it says',
    async (name) => {
      const run = TROUBLES[name](Date.now());
      await on.show(run);
      const card = region(TROUBLE[name].heading);
      await card.getByText('What I wanted').waitFor();
      await card.getByText(TROUBLE[name].think).waitFor();
      const text = await card.innerText();
      expect(text).not.toMatch(/\bat .+:\d+:\d+/);
      const choices = card.locator('.choices').getByRole('button');
      const words = (await choices.allInnerTexts()).map((all) => all.split('\n')[0] ?? '');
      expect(words.length).toBeGreaterThanOrEqual(2);
      expect(words.length).toBeLessThanOrEqual(4);
      const asked: unknown[] = [];
      for (const word of words.filter((one) => one !== 'Change the goal' && one !== 'Make a new plan')) {
        await card.getByRole('button', { name: word }).click();
        await expect.poll(() => on.stage.asked.length).toBe(asked.length + 1);
        asked.push(on.stage.asked.at(-1));
      }
      const TYPE = { 'Try again': 'run.retry', 'Skip this step': 'run.skip', 'Go on once': 'run.raise' } as const;
      expect(asked).toEqual(
        words
          .filter((word) => word in TYPE || word.startsWith('Undo'))
          .map((word) => ({ type: TYPE[word as keyof typeof TYPE] ?? 'run.undo', runId: run.id })),
      );
      await card.getByRole('button', { name: 'Change the goal' }).click();
      expect(await on.window.page.getByLabel('What should be done?').inputValue()).toBe(run.goal);
    },
  );

  test('keeps what comes from inside the program folded', async () => {
    await on.show(TROUBLES['own-fault'](Date.now()));
    const inside = on.window.page.getByText('Cannot read properties').first();
    await see('What I think');
    expect(await inside.isVisible()).toBe(false);
    await region('Something went wrong inside Sonny').getByText('Details', { exact: true }).click();
    await expect.poll(() => inside.isVisible()).toBe(true);
  });

  test('of a goal that was not understood says why nothing was started, without having seen or thought anything', async () => {
    const { forecast: _, planHash: _hash, ...run } = base('not-understood', 'sing me a song', [], Date.now());
    const error = new SonnyError('GOAL_NOT_UNDERSTOOD').view();
    await on.show({ ...run, chips: [], status: 'refused', sentence: `${error.say} ${error.hint}`, error });
    const card = region('Nothing was started');
    await card.getByText(error.say).waitFor();
    await card.getByText('Say it in other words').waitFor();
    for (const label of ['What I saw', 'What I think']) expect(await card.getByText(label).count()).toBe(0);
    expect(await on.window.look('run-not-understood')).toEqual([]);
    await on.window.page.setViewportSize({ width: 400, height: 640 });
    await on.window.screenshot('run-not-understood-tray');
  });

  test('says what else a skip would shake, and what an undo would take back', async () => {
    await on.show(TROUBLES['not-responding'](Date.now()));
    await see('Skip: steps 3 and 4 build on it and may not work either.');
    await on.window.page.getByText('Undo takes back 1 of 2 steps').click();
    const lines = on.window.page.getByRole('list', { name: 'What Undo does, in this order' }).getByRole('listitem');
    expect(await lines.allInnerTexts()).toEqual([
      expect.stringContaining('broke off: look at what it left'),
      expect.stringContaining('closes the window it opened'),
    ]);
  });

  test('makes a new plan of the same goal when the old one can’t help', async () => {
    const run = TROUBLES.changed(Date.now());
    await on.show(run);
    await button('Make a new plan').click();
    await button('Run 3 steps').waitFor();
    expect(on.stage.commands.at(-1)?.command).toEqual({ type: 'run.start', text: run.goal });
  });

  test('offers another way where there is one, says what it does, and asks for it', async () => {
    const run = {
      ...TROUBLES.changed(Date.now()),
      otherWay: 'Create the folder ~/Papers, then: Move a.pdf to ~/Papers.',
    };
    await on.show(run);
    await see('Create the folder ~/Papers, then: Move a.pdf to ~/Papers.');
    expect(await button('Make a new plan').count()).toBe(0);
    await button('Another way').click();
    await expect.poll(() => on.stage.asked).toEqual([{ type: 'run.replan', runId: run.id }]);
  });

  test('goes with the trouble', async () => {
    const run = TROUBLES.missing(Date.now());
    await on.show(run);
    await region('I could not find it').waitFor();
    const { error: _, endedAt: _at, ...going } = run;
    on.stage.show({ ...going, status: 'acting', sentence: 'Trying again.' });
    await expect.poll(() => region('I could not find it').count()).toBe(0);
  });
});

describe('after a crash', () => {
  test('the question names what to look for and takes “I can’t tell” for an answer', async () => {
    const run = reconciling(Date.now());
    await on.show(run);
    await see('the document in Mousepad holds your text');
    await see('not known');
    expect(await button('Cancel').count()).toBe(0);
    await button('I can’t tell').click();
    await expect.poll(() => on.stage.asked).toEqual([answered(run, null)]);
  });

  test('where it was read back that not all of it happened, nothing is left to look for', async () => {
    const run = cutShort(Date.now());
    await on.show(run);
    await see('So not all of it happened.');
    expect(await on.window.page.getByText('Look before you answer').count()).toBe(0);
    await button('Not all of it happened').click();
    await expect.poll(() => on.stage.asked).toEqual([answered(run, 'no')]);
  });

  test('it is answered with a digit', async () => {
    const run = reconciling(Date.now());
    await on.show(run);
    await see('Yes, it happened');
    await on.window.page.locator('body').press('2');
    await expect.poll(() => on.stage.asked).toEqual([answered(run, 'no')]);
  });

  const answered = (run: RunView, candidateId: string | null) => ({
    type: 'run.answer',
    runId: run.id,
    questionId: run.question?.id,
    candidateId,
  });
});

describe('an undo', () => {
  test('is foretold step by step, before it is pressed, without doing anything', async () => {
    await on.show(sent(Date.now()));
    await on.window.page.getByText('Undo takes back 3 of 4 steps; “Press ‘Send’” stays.').click();
    const lines = on.window.page.getByRole('list', { name: 'What Undo does, in this order' }).getByRole('listitem');
    const texts = (await lines.allInnerTexts()).map((text) => text.replaceAll('\n', ' '));
    expect(texts).toEqual([
      expect.stringMatching(/^4 Move invite.ics .* taken back moves the files back$/),
      expect.stringMatching(/^3 Press .* stays what was sent is sent$/),
      expect.stringMatching(/^2 Write .* taken back restores the text before$/),
      expect.stringMatching(/^1 Open Mousepad taken back closes the window it opened$/),
    ]);
    expect(on.stage.asked).toEqual([]);
  });

  test('shows each step as it is taken back', async () => {
    const run = undoing(Date.now());
    await on.show(run);
    const row = (title: string) =>
      on.window.page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: title });
    await row('Write 37 characters').getByText('undoing').waitFor();
    await see('1 of 3 taken back');
    const [, write] = run.steps;
    if (!write) throw new Error('The scene has too few steps.');
    on.stage.emit({ type: 'step', runId: run.id, step: { ...write, status: 'undone' } });
    await row('Write 37 characters').getByText('undone').waitFor();
    await see('2 of 3 taken back');
    await expect
      .poll(() => on.window.heard())
      .toContainEqual(expect.stringContaining('Step 2, Write 37 characters into Mousepad: undone.'));
  });

  test('that left something says what and why, and can be tried again', async () => {
    const run = partly(Date.now());
    await on.show(run);
    const card = region('1 step taken back, 3 steps not');
    for (const text of [
      'Something was changed since; undoing would lose it.',
      'BEGIN:VCALENDAR … 19:30',
      'Can’t be undone: what was sent is sent.',
      'The application is not responding.',
    ])
      await card.getByText(text).waitFor();
    await on.window.page.getByRole('list', { name: 'Steps' }).getByText('kept', { exact: true }).waitFor();
    expect(await card.getByText('changed since, read from disk').count()).toBe(1);
    await card.getByRole('button', { name: 'Try undo again' }).click();
    await expect.poll(() => on.stage.asked).toEqual([{ type: 'run.undo', runId: run.id }]);
  });

  const resolved = (choice: string) => ({ type: 'run.resolve', runId: 'contested', key: 'contested/s3/1', choice });

  test('that left a person’s own change shows its three versions and takes each choice', async () => {
    await on.show(contested(Date.now()));
    const card = region('You changed this file after Sonny did. What should stay?');
    const column = (name: string) => card.getByRole('region', { name, exact: true });
    await column('Before Sonny').getByText('Apples, 1 kg').waitFor();
    await column('As Sonny left it').getByText('Buy milk').waitFor();
    await column('Now').getByText('and coffee, two packs').waitFor();
    expect(await on.window.look('contested-main')).toEqual([]);
    await on.window.page.locator('[data-step="s3"]').first().click();
    await see('Done, and its undo kept your later change.');
    await see('Undoing it would lose that change.');
    const details = on.window.page.getByRole('complementary', { name: 'Details' });
    expect(await details.getByText('Something was changed since').count()).toBe(0);
    await on.window.screenshot('contested-step');
    const boxes = await Promise.all(
      ['Before Sonny', 'As Sonny left it', 'Now'].map(async (name) => (await column(name).boundingBox())?.x ?? 0),
    );
    expect(boxes).toEqual(boxes.toSorted((a, b) => a - b));
    expect(new Set(boxes).size).toBe(3);
    for (const [words, choice] of [
      ['Keep mine', 'keep'],
      ['Restore what was before', 'restore'],
      ['Keep both', 'both'],
    ] as const) {
      await card.getByRole('button', { name: words }).click();
      await expect.poll(() => on.stage.asked.at(-1)).toEqual(resolved(choice));
    }
  });

  test('takes a choice by its digit, and shows one version at a time in the tray window', async () => {
    await on.window.page.setViewportSize({ width: 400, height: 640 });
    await on.show(contested(Date.now()));
    await see('and coffee, two packs');
    expect(await on.window.page.getByText('Apples, 1 kg').isVisible()).toBe(false);
    await on.window.page.getByRole('tab', { name: 'Before Sonny' }).click();
    await see('Apples, 1 kg');
    expect(await on.window.page.getByText('and coffee, two packs').isVisible()).toBe(false);
    for (const [key, choice] of [
      ['1', 'keep'],
      ['2', 'restore'],
      ['3', 'both'],
    ] as const) {
      await on.window.page.keyboard.press(key);
      await expect.poll(() => on.stage.asked.at(-1)).toEqual(resolved(choice));
    }
  });

  test('gives a person’s version back after it was restored over', async () => {
    await on.show(chosen(Date.now()));
    await button('Put mine back').click();
    await expect.poll(() => on.stage.asked).toEqual([{ ...resolved('keep'), runId: 'chosen' }]);
  });

  test('can itself be taken back', async () => {
    const run = SCENES.done(Date.now());
    const steps = run.steps.map((step, i) => (i < 3 ? { ...step, status: 'undone' as const } : step));
    await on.show({ ...run, status: 'undone', sentence: 'Undone: everything is as it was.', steps });
    await button('Redo 3 steps').click();
    await expect.poll(() => on.stage.asked).toEqual([{ type: 'run.redo', runId: run.id }]);
  });
});

describe('while Sonny is stopped', () => {
  const pulled: StopView = { pulled: { at: Date.now(), source: 'corner', reason: 'The pointer rested.' }, sources: [] };

  test.each(['main', 'tray'] as const)(
    'every screen of the %s window says so until a person resets it',
    async (size) => {
      await on.window.page.setViewportSize(
        size === 'main' ? { width: 1280, height: 800 } : { width: 400, height: 640 },
      );
      await on.show(TROUBLES.missing(Date.now()));
      on.stage.showStop(pulled);
      await see('Stopped by the pointer held in a corner');
      await on.window.screenshot(`stopped-${size}`);
      expect(await button('Try again').isDisabled()).toBe(true);
      expect(await on.window.axe()).toEqual([]);
      await on.window.show('#/history');
      await button('Let Sonny act again').click();
      await expect.poll(() => on.stage.commands.at(-1)?.command.type).toBe('stop.reset');
      on.stage.showStop({ pulled: null, sources: [] });
      await button('Let Sonny act again').waitFor({ state: 'detached' });
    },
  );

  test('Health says by which ways it would be stopped', async () => {
    await on.window.show('#/health');
    await see('In order');
    on.stage.showStop({
      pulled: null,
      sources: [
        { source: 'file', armed: true, say: 'sonny stop in a terminal' },
        { source: 'shortcut', armed: false, say: 'Ctrl+Alt+.: other programs have these keys.' },
      ],
    });
    const ways = region('Ways to stop everything').getByRole('listitem');
    await expect
      .poll(async () => (await ways.allInnerTexts()).map((text) => text.split(/\n+/).slice(-2)))
      .toEqual([
        ['in order', 'sonny stop in a terminal'],
        ['not there', 'Ctrl+Alt+.: other programs have these keys.'],
      ]);
    await on.window.screenshot('health-stops');
  });

  test('no key lets it act again, and none makes a run act', async () => {
    await on.show(SCENES.planned(Date.now()));
    on.stage.showStop(pulled);
    await see('Nothing will act until you allow it.');
    await on.window.page.keyboard.press('Control+Enter');
    await on.window.page.keyboard.press('Alt+s');
    await on.window.page.keyboard.press('Escape');
    await on.window.page.keyboard.press('Control+.');
    await expect.poll(() => on.stage.commands.at(-1)?.command.type).toBe('stop');
    expect(on.stage.commands.map(({ command }) => command.type)).not.toContain('run.approve');
    expect(on.stage.commands.map(({ command }) => command.type)).not.toContain('stop.reset');
  });
});

describe('a run’s timeline', () => {
  test('opens from the history, in the order of what happened, with its evidence', async () => {
    on.stage.show(sent(Date.now()));
    await on.window.show('#/history');
    await on.window.page.getByRole('link', { name: 'answer anna' }).click();
    const rows = on.window.page.getByRole('list', { name: 'What happened when' }).getByRole('listitem');
    await rows.first().waitFor();
    const texts = (await rows.allInnerTexts()).map((text) => text.replaceAll('\n', ' '));
    expect(texts.map((text) => text.replace(/^[\d:]+(\s[AP]M)?\s+/, '').slice(0, 14))).toEqual([
      'You asked for ',
      'The plan of 4 ',
      '1 Open Mousepa',
      '4 Move invite.',
      '2 Write “See y',
      '5.4 s without ',
      '3 Press “Send”',
      'Done: verified',
    ]);
    expect(texts[4]).toContain('read back: 16 of 16 characters');
    expect(await on.window.page.evaluate(() => location.hash)).toBe('#/run/sent/timeline');
    await rows.getByRole('button', { name: 'Move invite.ics' }).click();
    await on.window.page.getByRole('heading', { name: 'Move invite.ics to ~/Documents/Invites' }).waitFor();
  });

  test('is walked through with the arrow keys', async () => {
    await on.show(sent(Date.now()), '/timeline');
    const list = on.window.page.getByRole('list', { name: 'What happened when' });
    await list.getByRole('button', { name: 'Open Mousepad' }).focus();
    await on.window.page.keyboard.press('ArrowDown');
    const next = list.getByRole('button', { name: 'Move invite.ics' });
    expect(await next.evaluate((row) => row === document.activeElement)).toBe(true);
  });
});

test('branches that act at once are both shown and counted, and no time is promised that may not be kept', async () => {
  const run = parallel(Date.now());
  await on.show(run);
  await see('2 acting, 3 of 7 done');
  const list = on.window.page.getByRole('list', { name: 'Steps' });
  expect(await list.getByText('acting', { exact: true }).count()).toBe(2);
  // Longer than any step before it: whatever number stood there would be a guess.
  await expect.poll(() => on.window.page.getByText(/ left$/).count(), { timeout: 10_000 }).toBe(0);
  await on.window.page.getByText('Graph', { exact: true }).click();
  const nodes = on.window.page.locator('.svelte-flow__node').getByText('acting', { exact: true });
  await expect.poll(() => nodes.count()).toBe(2);
});

describe('the card of a run that a person took over', () => {
  test('says what became of the step, hands back by its button or the key, and stops here', async () => {
    const run = takenOver(Date.now());
    await on.show(run);
    const card = region('You took over');
    await card.getByText('Nothing of “').waitFor();
    await card.getByRole('button', { name: 'Hand back' }).click();
    await expect.poll(() => on.stage.asked.at(-1)).toEqual({ type: 'run.resume', runId: run.id });
    await card.getByRole('button', { name: 'Stop here' }).click();
    await expect.poll(() => on.stage.asked.at(-1)).toEqual({ type: 'run.cancel', runId: run.id });
  });

  test('keeps the pace of a run that goes step by step', async () => {
    const run = { ...takenOver(Date.now()), stepping: true };
    await on.show(run);
    await region('You took over').getByRole('button', { name: 'Hand back' }).click();
    await expect.poll(() => on.stage.asked.at(-1)).toEqual({ type: 'run.step', runId: run.id });
  });
});
