import { type Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FakeSonny } from '../fakes/fake-sonny.ts';
import { type Host, startHost } from './host.ts';
import { Pace } from './pace.ts';
import { tabTo } from './keys.ts';
import { LOOKS, SIZES, Window, launchBrowser } from './window.ts';

let browser: Browser;
let host: Host;
let pace: Pace;
let sonny: FakeSonny;
let window: Window;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  pace = new Pace();
  sonny = new FakeSonny({ pace: pace.wait, now: Date.now, noticed: true });
  host = await startHost(sonny);
  window = await Window.open(browser, host.link());
});
afterEach(async () => {
  await window.close();
  await host.close();
});

const step = (title: string) => window.page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: title });
const press = (name: string | RegExp) => window.page.getByRole('button', { name }).click();
const see = (text: string) => window.page.getByText(text, { exact: true }).first().waitFor();

async function start(goal: string): Promise<void> {
  await window.page.getByLabel('What should be done?').fill(goal);
  await press('Make a plan');
}

test('a goal is planned, approved, watched, checked and undone', async () => {
  await start('write "Buy milk" and save it');
  await step('Open Mousepad').waitFor();
  expect(sonny.commands.map(({ command }) => command.type)).not.toContain('run.approve');
  await window.screenshot('flow-1-plan');

  await press('Run 3 steps');
  await see('acting');
  pace.next();
  await step('Open Mousepad').getByText('acting').waitFor();
  await window.screenshot('flow-2-acting');
  pace.run();
  await see('Done: verified by reading the file.');
  await step('Write the text').getByText('read back: 8 of 8 characters').waitFor();
  await window.screenshot('flow-3-done');

  await press('Undo 3 steps');
  await see('Everything was undone.');
  await step('Save as shopping.txt').getByText('undone').waitFor();
  await window.screenshot('flow-4-undone');
});

test('the same with the keyboard only', async () => {
  const { keyboard } = window.page;
  await keyboard.type('write "Buy milk" and save it');
  await keyboard.press('Enter');
  await step('Open Mousepad').waitFor();
  await step('Open Mousepad').focus();
  await keyboard.press('ArrowDown');
  expect(await step('Write the text').evaluate((row) => row === document.activeElement)).toBe(true);
  await keyboard.press('Enter');
  await window.page.getByRole('heading', { name: 'Write the text' }).waitFor();
  pace.run();
  await keyboard.press('Control+Enter');
  await see('Done: verified by reading the file.');
  await keyboard.press('Alt+u');
  await see('Everything was undone.');
  await keyboard.press('Control+k');
  await window.page.getByLabel('What should be done?').waitFor();
  expect(await window.page.evaluate(() => document.activeElement?.id)).toBe('goal');
});

test('who works with the keyboard is somewhere, whatever goes under them', async () => {
  const { keyboard } = window.page;
  const place = (): Promise<string> =>
    window.page.evaluate(() => {
      const element = document.activeElement;
      return element === document.body
        ? 'nowhere'
        : (element?.getAttribute('aria-label') ?? element?.textContent ?? '');
    });
  await start('trash the old files');
  await tabTo(window, /^Run 3 steps/);
  await keyboard.press('Enter');
  await see('acting');
  await expect.poll(place).toBe('What to do with this run');
  pace.run();
  await tabTo(window, /^Approve/);
  await keyboard.press('Enter');
  await see('Done: verified by reading the file.');
  await expect.poll(place).toBe('What to do with this run');
  await tabTo(window, /^Undo \d/);
  await keyboard.press('Enter');
  await window.page.getByRole('region', { name: 'Goal' }).getByText('undone', { exact: true }).waitFor();
  await expect.poll(place).not.toBe('nowhere');
});

test('in a narrow window the keyboard goes along to a step and back to its line', async () => {
  await window.page.setViewportSize(SIZES.tray);
  await start('write "Buy milk"');
  await step('Write the text').focus();
  await window.page.keyboard.press('Enter');
  const details = window.page.getByRole('complementary', { name: 'Details' });
  await details.getByRole('heading', { name: 'Write the text' }).waitFor();
  await expect.poll(() => details.evaluate((it) => it === document.activeElement)).toBe(true);
  await window.page.keyboard.press('Tab');
  await window.page.keyboard.press('Enter');
  await expect.poll(() => step('Write the text').evaluate((it) => it === document.activeElement)).toBe(true);
});

test('every control of the plan can be reached with Tab and shows its focus', async () => {
  await start('write "Buy milk"');
  await step('Open Mousepad').waitFor();
  const reached = new Set<string>();
  const unseen: string[] = [];
  for (let i = 0; i < 40; i++) {
    await window.page.keyboard.press('Tab');
    const focused = await window.page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return null;
      return {
        name: element.getAttribute('aria-label') ?? element.innerText,
        outline: getComputedStyle(element).outlineStyle,
      };
    });
    if (!focused || focused.name === '') continue;
    reached.add(focused.name.split('\n')[0] ?? '');
    if (focused.outline === 'none') unseen.push(focused.name);
  }
  expect(unseen).toEqual([]);
  for (const name of ['Run 3 steps', 'Step by step', 'Cancel', 'Stop', 'Keys', 'Steps'])
    expect(reached).toContain(name);
});

test('steps that need a word of their own are asked about, and their answer is bound to what was shown', async () => {
  await start('trash the old files');
  await press('Run 3 steps');
  pace.run();
  await window.page.getByRole('heading', { name: 'Move 12 files to the trash' }).last().waitFor();
  await press('Approve: Move 12 files to the trash');
  await see('Done: verified by reading the file.');
  const approvals = sonny.commands.flatMap(({ command }) => (command.type === 'run.approve' ? [command.nonce] : []));
  expect(new Set(approvals).size).toBe(2);
});

test('a run goes one step at a time and on again', async () => {
  await start('write "Buy milk"');
  pace.run();
  await press('Step by step');
  await step('Open Mousepad').getByText('verified').waitFor();
  await see('Paused.');
  await press('One step');
  await step('Write the text').getByText('verified').waitFor();
  await press('Go on');
  await see('Done: verified by reading the file.');
  const types = sonny.commands.map(({ command }) => command.type);
  expect(types.filter((type) => ['run.approve', 'run.step', 'run.resume'].includes(type))).toEqual([
    'run.approve',
    'run.step',
    'run.resume',
  ]);
});

test('Stop is answered before the host has answered', async () => {
  await start('write "Buy milk"');
  await press('Run 3 steps');
  await see('acting');
  const firstWords = await window.page.evaluate(async () => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim().startsWith('Stop'));
    if (!button) return null;
    const changed = new Promise<string | null>((resolve) => {
      const watch = new MutationObserver(() => resolve(button.textContent));
      watch.observe(button, { subtree: true, childList: true, characterData: true });
    });
    button.click();
    return changed;
  });
  expect(firstWords).toContain('Stopping…');
  await window.page
    .getByText(/^Stopped(?::|\.$)/u)
    .first()
    .waitFor();
});

test('the same key stops everything from every screen', async () => {
  await start('write "Buy milk"');
  await press('Run 3 steps');
  await see('acting');
  await window.show('#/settings');
  await window.page.keyboard.press('Control+.');
  await expect.poll(() => sonny.commands.at(-1)?.command.type).toBe('stop');
});

test('a question is answered with a digit', async () => {
  await start('close which window');
  await see('Which window?');
  await window.page.locator('body').press('2');
  await step('Open Mousepad').waitFor();
  const answer = sonny.commands.find(({ command }) => command.type === 'run.answer')?.command;
  expect(answer).toMatchObject({ candidateId: 'b' });
});

test('a failure says what was wanted and seen, and offers what works, the safest first', async () => {
  pace.run();
  await start('write and fail');
  await press('Run 3 steps');
  await see('It ran, but the result is not right');
  await window.page.getByText('read back: 7 of 8 characters').first().waitFor();
  const choices = window.page.getByRole('region', { name: 'It ran, but the result is not right' }).getByRole('button');
  expect(await choices.allInnerTexts()).toEqual([
    expect.stringContaining('Undo 2 steps'),
    'Try again',
    'Skip this step',
    'Change the goal',
  ]);
  await press('Try again');
  await see('Done: verified by reading the file.');
});

test('a goal that is not understood keeps its words and offers the nearest', async () => {
  await start('make me a sandwich');
  await see('Nothing was started');
  await press('Change the goal');
  expect(await window.page.getByLabel('What should be done?').inputValue()).toBe('make me a sandwich');
});

test('step changes are said in the words of the list', async () => {
  await start('write "Buy milk"');
  await press('Run 3 steps');
  await see('acting');
  pace.next();
  const heard = (): Promise<readonly string[]> => window.heard();
  await expect.poll(heard).toContain('Step 1, Open Mousepad: acting.');
  // What was asked is answered by then.
  const from = (await heard()).indexOf('Step 1, Open Mousepad: acting.');
  expect((await heard()).slice(from).join(' ')).not.toContain('waits for you');
  pace.run();
  await see('Done: verified by reading the file.');
  await expect.poll(heard).toContain('Done: verified by reading the file.');
  expect((await heard()).join(' ')).toContain('Step 3, Save as shopping.txt: verified. read back: 8 of 8 characters');
});

test('a lost connection is said, and after a reload the run is still there', async () => {
  await start('write "Buy milk"');
  await step('Open Mousepad').waitFor();
  await window.page.reload();
  await step('Open Mousepad').waitFor();
  await host.close();
  await window.page.getByText('The connection to Sonny is lost.').waitFor();
  expect(await step('Open Mousepad').isVisible()).toBe(true);
  await window.screenshot('connection-lost');
  // Whoever has waited for a while is told how to come back.
  await window.page.getByText('npm start -- link').waitFor();
  for (const [theme, size] of LOOKS) {
    await window.page.emulateMedia({ colorScheme: theme });
    await window.page.setViewportSize(SIZES[size]);
    expect(await window.look(`connection-lost-for-long-${size}-${theme}`)).toEqual([]);
  }
  // The browser itself reports what could not be reached, again and again until it is closed; that is what this test is about.
  await window.page.close();
  window.complaints.length = 0;
});
