import { type Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CommandInput } from '../../shared/protocol/commands.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { ReplyOf } from '../../shared/protocol/replies.ts';
import { FakeSonny } from '../fakes/fake-sonny.ts';
import { manyFacts } from '../fakes/many-facts.ts';
import { pretendGpu } from './gpu.ts';
import { type Host, startHost } from './host.ts';
import { tabTo } from './keys.ts';
import { type Size, SIZES, THEMES, Window, launchBrowser } from './window.ts';

/** A Sonny whose state graph a test can take over. */
class Knowing extends FakeSonny {
  graph: (() => Promise<ReplyOf<'state.graph'>>) | null = null;
  /** What every fact says. */
  words: string | null = null;

  override async dispatch<C extends CommandInput>(command: C): Promise<ReplyOf<C['type']>> {
    if (command.type === 'state.graph' && this.graph) return (await this.graph()) as ReplyOf<C['type']>;
    if (command.type === 'rules.compare' && command.text.startsWith('wrong'))
      throw new SonnyError(
        'RULES_INVALID',
        'line 2, column 6: There is no relation keeep.\nline 3, column 1: And more.',
      );
    const reply = await super.dispatch(command);
    const { words: say } = this;
    if (command.type !== 'fact.get' || say === null) return reply;
    return { ...(reply as ReplyOf<'fact.get'>), say, source: say } as ReplyOf<C['type']>;
  }
}

let browser: Browser;
let host: Host;
let sonny: Knowing;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  sonny = new Knowing({ now: Date.now, noticed: true });
  host = await startHost(sonny);
});
afterEach(() => host.close());

const rows = ({ page }: Window) => page.getByRole('grid').getByRole('row');
const types = (): string[] => sonny.commands.map(({ command }) => command.type);

test('by keyboard only: find a fact, read its proof, ask why not, take it back, and see what it breaks', async () => {
  await sonny.dispatch({ type: 'run.start', text: 'write "Buy milk" and save it' });
  const window = await Window.open(browser, host.link());
  const { page } = window;
  const { keyboard } = page;

  await tabTo(window, 'State');
  await keyboard.press('Enter');
  await tabTo(window, 'List');
  await keyboard.press('Enter');
  await page.getByRole('grid').waitFor();
  const all = await rows(window).count();
  await page.keyboard.press('Shift+Tab');
  await tabTo(window, 'List');
  for (const _ of ['Why not', 'search']) await keyboard.press('Shift+Tab');
  await keyboard.type('is a folder');
  await expect.poll(() => rows(window).count()).toBe(2);
  expect(all).toBeGreaterThan(10);

  await tabTo(window, 'What Sonny knows');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: '~/Documents is a folder' }).waitFor();
  const why = page.getByRole('region', { name: 'Why', exact: true });
  await why.getByText('proof checked').waitFor();
  expect(await why.getByRole('list', { name: 'Because' }).innerText()).toContain('~/Documents is a folder');

  await tabTo(window, 'Why not …?');
  await keyboard.press('Enter');
  await page.getByRole('combobox').and(page.locator(':focus')).waitFor();
  await keyboard.type('stal');
  await page.getByRole('option', { name: 'stale' }).waitFor();
  await keyboard.press('Enter');
  await keyboard.type('"scan-17.pdf")');
  await keyboard.press('Enter');
  await page.getByText('One condition is missing.').first().waitFor();
  expect(sonny.commands.at(-1)?.command).toEqual({ type: 'fact.why-not', text: 'stale("scan-17.pdf")' });

  await tabTo(window, 'What Sonny knows');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Take back…' }).waitFor();
  await tabTo(window, 'Take back…');
  await keyboard.press('Enter');
  const asked = page.getByRole('region', { name: 'Take back: ~/Documents is a folder' });
  await asked.getByText('a document can be saved into ~/Documents', { exact: false }).first().waitFor();
  // The steps that are named are those that are marked afterwards, and no others.
  await asked.getByText('These steps would no longer hold').waitFor();
  expect(await asked.locator('.marks > li').allInnerTexts()).toEqual([expect.stringContaining('Save as shopping.txt')]);
  expect(types()).not.toContain('fact.retract');
  await tabTo(window, 'Take it back');
  await keyboard.press('Enter');
  await page.getByText('taken back', { exact: true }).waitFor();
  await expect.poll(() => window.heard()).toContain('Taken back: ~/Documents is a folder');

  await keyboard.press('Control+k');
  await page.getByRole('link', { name: 'write "Buy milk" and save it' }).waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  const step = page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: 'Save as shopping.txt' });
  await step.getByText('no longer works').waitFor();
  await page.getByText('Step 3 would not work any more: nothing can be saved into ~/Documents any more.').waitFor();
  await window.screenshot('flow-state-broken');
  await keyboard.press('Control+Enter');
  await expect.poll(() => types().slice(-2)).toEqual(['run.deny', 'run.start']);
  await window.close();
});

test.each<Size>(['main', 'tray'])(
  'by keyboard only, among 1,200 facts: choose one, follow an edge, and come back (%s)',
  async (size) => {
    const own = await sonny.dispatch({ type: 'state.graph' });
    sonny.graph = () => {
      const many = manyFacts(1200, 2600, own.at - 3_600_000);
      const nodes = [...many.nodes, ...own.nodes];
      return Promise.resolve({ ...own, nodes, edges: [...many.edges, ...own.edges], total: nodes.length });
    };
    const window = await Window.open(browser, host.link(), size);
    const { page } = window;
    const { keyboard } = page;
    await window.show('#/state');
    await page.getByText('List', { exact: true }).waitFor();
    if (size === 'main') {
      await tabTo(window, 'List');
      await keyboard.press('Enter');
    }
    await page.getByRole('grid').waitFor();
    await tabTo(window, 'Search what Sonny knows');
    await keyboard.type('is a folder');
    await expect.poll(() => rows(window).count()).toBe(2);
    await tabTo(window, 'What Sonny knows');
    const focused = page.getByRole('grid').locator('.active');
    expect(await focused.evaluate((row) => getComputedStyle(row).outlineStyle)).toBe('solid');
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Take back…' }).waitFor();
    await tabTo(window, /:\s+a document can be saved into ~\/Documents$/u);
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'a document can be saved into ~/Documents' }).waitFor();
    // The edge that was followed is gone, and the focus has a place all the same.
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
    await keyboard.press('Escape');
    await page.getByRole('grid').and(page.locator(':focus')).waitFor();
    await expect.poll(() => page.url()).toMatch(/#\/state$/u);
    await window.close();
  },
);

test('by keyboard only: suppose that a fact does not hold, see which step would break, and find nothing changed', async () => {
  await sonny.dispatch({ type: 'run.start', text: 'write "Buy milk" and save it' });
  const window = await Window.open(browser, host.link());
  const { page } = window;
  await window.show('#/state/documents');
  await page.getByRole('button', { name: 'What if not?' }).waitFor();
  await tabTo(window, 'What if not?');
  await page.keyboard.press('Enter');
  const supposed = page.getByRole('region', { name: 'Only supposed' });
  await supposed.getByText('It is not so that ~/Documents is a folder.').waitFor();
  await supposed.getByText('Save as shopping.txt').waitFor();
  await supposed.getByText('Nothing can be saved into ~/Documents any more', { exact: false }).waitFor();
  await supposed.getByText('proofs checked').waitFor();
  await expect
    .poll(() => window.heard())
    .toContainEqual(expect.stringMatching(/^Supposed: .* 1 step would no longer hold\.$/u));
  expect(types().filter((type) => /assert|retract/u.test(type))).toEqual([]);
  await page.getByText('holds', { exact: true }).waitFor();
  await tabTo(window, 'Put it away');
  await page.keyboard.press('Enter');
  await supposed.waitFor({ state: 'detached' });
  await window.close();
});

test('what is only supposed stands in the list and the picture, says so, opens to why it would follow, and is put away', async () => {
  const window = await Window.open(browser, host.link());
  const { page } = window;
  await window.show('#/state');
  await page.getByLabel('What if …?').fill('keep("~/Downloads")');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Only supposed' }).waitFor();
  await page.getByRole('list', { name: 'Only supposed' }).getByText('would follow').waitFor();
  await expect
    .poll(async () => Number(await page.locator('[data-placed]').getAttribute('data-placed')))
    .toBeGreaterThanOrEqual(37);
  await page.getByRole('button', { name: 'List' }).click();
  const row = rows(window).filter({ hasText: 'keep: ~/Downloads is to be filed' });
  await row.getByText('would follow').waitFor();
  await rows(window).getByText('supposed', { exact: true }).waitFor();
  // What is only supposed is not among what is known.
  await page.getByRole('status').filter({ hasText: '35' }).first().waitFor();
  await row.click();
  const why = page.getByRole('region', { name: 'would follow' });
  await why.getByText('Because the rule file-invoices gives it.').waitFor();
  expect(await window.axe()).toEqual([]);
  await page.getByRole('button', { name: 'What comes of it' }).click();
  await page.getByRole('region', { name: 'Only supposed' }).waitFor();
  await page.getByRole('button', { name: 'Put it away' }).first().click();
  await row.waitFor({ state: 'detached' });
  expect(types().filter((type) => /assert|retract/u.test(type))).toEqual([]);
  await window.close();
});

test('other rules are tried before they are loaded, and what is wrong with them is said', async () => {
  const window = await Window.open(browser, host.link());
  const { page } = window;
  await window.show('#/rules');
  await page.getByText('Try a change of the rules').click();
  const text = page.getByLabel('Change the text and see');
  await text.waitFor();
  const see = page.getByRole('button', { name: 'See what would change' });
  expect(await see.isDisabled()).toBe(true);
  await text.fill('rule x');
  await see.click();
  const tried = page.getByRole('region', { name: 'With these rules, which are not loaded' });
  await tried.getByText('This would no longer follow', { exact: false }).waitFor();
  expect(sonny.commands.at(-1)?.command).toEqual({ type: 'rules.compare', text: 'rule x' });
  await page.getByRole('button', { name: 'Start again' }).click();
  await tried.waitFor({ state: 'detached' });
  expect(await see.isDisabled()).toBe(true);
  await text.fill('wrong');
  await see.click();
  // Where it is wrong stands there at once: nobody has to unfold it.
  await page.getByText('line 2, column 6: There is no relation keeep.').waitFor();
  await page.getByText('line 3, column 1: And more.').waitFor();
  expect(await window.axe()).toEqual([]);
  await window.close();
});

test('around one thing, nothing in the bar above the graph stands on anything else', async () => {
  const window = await Window.open(browser, host.link());
  const { page } = window;
  await window.show('#/state/documents');
  await page.getByRole('button', { name: '2 steps away' }).click();
  const boxes = await Promise.all(
    [page.getByRole('button', { name: 'around one thing' }), page.getByRole('button', { name: 'Why not …?' })].map(
      (button) => button.boundingBox(),
    ),
  );
  const [left, right] = boxes;
  expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
  await window.close();
});

test('what is true instead is stated before the old fact goes, and a fact that cannot be read loses nothing', async () => {
  const window = await Window.open(browser, host.link());
  const { page } = window;
  await window.show('#/state/filed');
  await page.getByRole('button', { name: 'Change…' }).click();
  const field = page.getByLabel('What is true instead');
  expect(await field.inputValue()).toBe('files_into("invoice", "~/Documents/Invoices")');
  await field.fill('files_into(');
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('Mend what is named, and try again.').waitFor();
  expect(await field.inputValue()).toBe('files_into(');
  await field.fill('files_into("invoice", "~/Papers")');
  await field.press('Enter');
  await page.getByRole('heading', { name: 'files into: invoice, ~/Papers' }).waitFor();
  expect(types().filter((type) => type.startsWith('fact.') && type !== 'fact.get' && type !== 'fact.why')).toEqual([
    'fact.assert',
    'fact.assert',
    'fact.retract',
  ]);
  await window.close();
});

test('a suggestion fills the goal bar and starts nothing; a dismissed one is gone', async () => {
  const window = await Window.open(browser, host.link());
  const { page } = window;
  const noticed = page.getByRole('region', { name: 'Sonny noticed' });
  await page.getByRole('link', { name: 'Goal 2 suggestions' }).waitFor();
  await noticed.getByRole('button', { name: 'Dismiss: scan-17.pdf is there twice' }).click();
  await page.getByRole('link', { name: 'Goal 1 suggestion' }).waitFor();
  await noticed.getByRole('button', { name: /^Use: move all PDFs/ }).click();
  expect(await page.getByLabel('What should be done?').inputValue()).toContain('~/Documents/Invoices');
  expect(types()).toContain('suggestion.dismiss');
  expect(types()).not.toContain('run.start');
  await page.getByLabel('What should be done?').fill('');
  await noticed.getByRole('button', { name: /^Make a plan: move all PDFs/ }).click();
  await page.getByRole('button', { name: 'Run 3 steps' }).waitFor();
  expect(types()).not.toContain('run.approve');
  await window.close();
});

test('a fact of many words is folded, and unfolds', async () => {
  sonny.words = `You asked for “${'look at each of them, '.repeat(450)}”.`;
  const window = await Window.open(browser, host.link());
  await window.show('#/state/documents');
  const heading = window.page.getByRole('heading', { name: 'You asked for' });
  const unfold = window.page.getByRole('button', {
    name: `Show all ${sonny.words.length.toLocaleString('en')} characters`,
  });
  await expect.poll(() => unfold.count()).toBe(2);
  const tall = async (): Promise<number> => (await heading.boundingBox())?.height ?? 0;
  expect(await tall()).toBeLessThan(300);
  await unfold.first().click();
  await expect.poll(tall).toBeGreaterThan(1000);
  await window.close();
});

test('the time slider shows what was known then, moved by keys from change to change', async () => {
  const window = await Window.open(browser, host.link(), 'tray');
  const { page } = window;
  await window.show('#/state');
  await rows(window).getByText('shopping.txt is as it is on the disk').waitFor();
  const slider = page.getByLabel('As it was at');
  await slider.press('ArrowLeft');
  await slider.press('ArrowLeft');
  await expect.poll(() => rows(window).getByText('shopping.txt is as it is on the disk').count()).toBe(0);
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/\d{4}/);
  await page.getByRole('button', { name: 'Now' }).click();
  await rows(window).getByText('shopping.txt is as it is on the disk').waitFor();
  await window.close();
});

test('ten thousand nodes are walked through with a few rows in the page', async () => {
  const graph = manyFacts(10_000, 30_000, Date.now());
  sonny.graph = () => Promise.resolve(graph);
  const window = await Window.open(browser, host.link(), 'tray');
  await window.show('#/state');
  const grid = window.page.getByRole('grid');
  await rows(window).nth(5).waitFor();
  expect(await grid.getAttribute('aria-rowcount')).toBe('10001');
  await grid.focus();
  await grid.press('End');
  await expect.poll(() => grid.getAttribute('aria-activedescendant')).toBe('row-9999');
  expect(await window.page.locator('#row-9999').isVisible()).toBe(true);
  expect(await rows(window).count()).toBeLessThan(60);
  await window.close();
});

test('with a graphics card the graph is drawn by WebGL, under the page’s policy, and its nodes can be chosen', async () => {
  const window = await Window.open(browser, host.link());
  const { page } = window;
  await pretendGpu(window);
  await window.show('#/state');
  const picture = page.getByRole('application');
  await picture.locator('canvas.sigma-nodes').waitFor({ state: 'attached' });
  await page.locator('[data-placed]').waitFor();
  await picture.focus();
  await picture.press('ArrowRight');
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/state/in-2026-08');
  await page.getByRole('heading', { name: 'invoice-2026-08.pdf is in ~/Downloads' }).waitFor();
  await window.screenshot('state-webgl');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByLabel('What if …?').fill('keep("~/Downloads")');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Only supposed' }).waitFor();
  await window.screenshot('state-webgl-supposed');
  await window.close();
});

test.each(THEMES)('empty, waiting and failing states of the screen hold in %s', async (theme) => {
  const wrong: string[] = [];
  const never = new Promise<never>(() => {});
  const empty = { nodes: [], edges: [], contexts: [], at: 0, from: 0, to: 0, total: 0 };
  const states = [
    ['empty', () => Promise.resolve(empty), 'Nothing is known yet'],
    ['waiting', () => never, 'Reading what Sonny knows'],
    ['failing', () => Promise.reject(new SonnyError('INTERNAL', 'no graph')), 'Ask again'],
  ] as const;
  for (const size of Object.keys(SIZES) as Size[]) {
    const window = await Window.open(browser, host.link(), size, theme);
    for (const [name, graph, sign] of states) {
      sonny.graph = graph;
      await window.show('#/');
      await window.page.getByLabel('What should be done?').waitFor();
      await window.show('#/state');
      await window.page.getByText(sign).first().waitFor({ state: 'attached' });
      wrong.push(...(await window.look(`state-${name}-${size}-${theme}`)).map((line) => `${name} ${size}: ${line}`));
    }
    await window.close();
  }
  expect(wrong).toEqual([]);
});
