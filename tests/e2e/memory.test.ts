import { type Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CommandInput } from '../../shared/protocol/commands.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { ReplyOf } from '../../shared/protocol/replies.ts';
import { much } from '../fakes/fake-memory.ts';
import { FakeSonny } from '../fakes/fake-sonny.ts';
import { type Host, startHost } from './host.ts';
import { tabTo } from './keys.ts';
import { SIZES, type Size, Window, launchBrowser } from './window.ts';

/** A Sonny whose memory a test can take over. */
class Remembering extends FakeSonny {
  memory: (() => Promise<ReplyOf<'memory.get'>>) | null = null;
  methods: ReplyOf<'methods.list'> | null = null;

  override async dispatch<C extends CommandInput>(command: C): Promise<ReplyOf<C['type']>> {
    if (command.type === 'memory.get' && this.memory) return (await this.memory()) as ReplyOf<C['type']>;
    if (command.type === 'methods.list' && this.methods) return this.methods as ReplyOf<C['type']>;
    return super.dispatch(command);
  }
}

let browser: Browser;
let host: Host;
let sonny: Remembering;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  sonny = new Remembering({ now: Date.now });
  host = await startHost(sonny);
});
afterEach(() => host.close());

const forgotten = (): unknown[] =>
  sonny.commands.map(({ command }) => command).filter(({ type }) => type.endsWith('.forget'));

test('by keyboard only: what is remembered, what forgetting it means, and its end', async () => {
  const window = await Window.open(browser, host.link());
  const { page } = window;
  const { keyboard } = page;
  await tabTo(window, 'History');
  await keyboard.press('Enter');
  await tabTo(window, 'Memory');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'What you chose more than once' }).waitFor();

  await tabTo(window, 'Which application is “text editor”? Mousepad\n2 times');
  await keyboard.press('Enter');
  await tabTo(window, 'Forget this… Mousepad');
  await keyboard.press('Enter');
  const question = page.getByRole('region', { name: 'Forget: Mousepad' });
  await question.getByText('answers count no more').waitFor();
  // Escape keeps it.
  await keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  expect(forgotten()).toEqual([]);
  await tabTo(window, 'Forget this… Mousepad');
  await keyboard.press('Enter');
  await question.waitFor();
  // So does Enter pressed twice: what can't be had back is never the nearest key.
  await keyboard.press('Enter');
  await question.waitFor({ state: 'detached' });
  expect(forgotten()).toEqual([]);
  // The button that asked has the focus again.
  await keyboard.press('Enter');
  await tabTo(window, 'Forget it');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'What you chose more than once' }).waitFor({ state: 'detached' });
  await expect.poll(() => window.heard()).toContain('Forgotten: Mousepad');
  expect(forgotten()).toEqual([{ type: 'preference.forget', id: 'app:text editor' }]);
  await window.close();
});

test('a run is forgotten only after it is said what goes with it', async () => {
  const window = await Window.open(browser, host.link());
  const { page } = window;
  await window.show('#/memory');
  const goals = page.getByRole('region', { name: 'Earlier goals' });
  await goals.getByText('could every PDF out of ~').click();
  await goals.getByRole('button', { name: 'Forget this…' }).click();
  await goals.getByText('can’t be taken back any more').waitFor();
  await goals.getByText('could every pdf out of <path>').waitFor();
  await goals.getByRole('button', { name: 'Forget it' }).click();
  await goals.getByText('could every PDF out of ~').waitFor({ state: 'detached' });
  expect(forgotten()).toEqual([{ type: 'run.forget', runId: 'run-7' }]);
  await window.close();
});

test.each(Object.keys(SIZES) as Size[])(
  'nothing, trouble, waiting and very much hold in the %s window',
  async (size) => {
    const window = await Window.open(browser, host.link(), size);
    const { page } = window;
    const wrong: string[] = [];
    const holds = async (name: string, sign: string): Promise<void> => {
      await window.show('#/history');
      await window.show('#/memory');
      await page.getByText(sign).first().waitFor();
      wrong.push(...(await window.look(`memory-${name}-${size}`)).map((line) => `${name}: ${line}`));
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wrong.push(`${name}: too wide`);
    };
    sonny.methods = [];
    sonny.memory = async () => ({ preferences: [], runs: [] });
    await holds('empty', 'Nothing is remembered yet');
    sonny.memory = () => Promise.reject(new SonnyError('STORE_CORRUPT', 'row 7'));
    await holds('trouble', new SonnyError('STORE_CORRUPT').view().say);
    sonny.memory = () => new Promise(() => {});
    await holds('waiting', 'Reading what is remembered');
    sonny.memory = async () => much();
    await holds('much', 'Show 30 more');
    expect(await page.getByRole('region', { name: 'Earlier goals' }).getByRole('listitem').count()).toBe(30);
    await page.getByLabel('Find in memory').fill('the 117. papers');
    await expect.poll(() => page.getByRole('region', { name: 'Earlier goals' }).getByRole('listitem').count()).toBe(1);
    await page.getByLabel('Find in memory').fill('zebra');
    await page.getByText('Nothing that is remembered has these words.').waitFor();
    await window.close();
    expect(wrong).toEqual([]);
  },
);
