import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandInput } from '../../shared/protocol/commands.ts';
import type { ModelFindings } from '../../shared/protocol/model.ts';
import type { ReplyOf } from '../../shared/protocol/replies.ts';
import { NOTHING_FOUND } from '../../shared/protocol/model.ts';
import { type Host, startHost } from './host.ts';
import { Stage } from './stage.ts';
import { type Size, SIZES, THEMES, Window, launchBrowser } from './window.ts';

const FOUND: ModelFindings = {
  ...NOTHING_FOUND,
  ok: true,
  model: 'qwen3:8b',
  models: ['qwen3:8b', 'nomic-embed-text'],
  firstWord: 840,
  tokensPerSecond: 42.5,
  tools: true,
  shapes: true,
  sees: true,
  embeds: null,
  responses: false,
  cost: 0.0012,
};

/** A stage with a model that answers where its name is right, and has cost something. */
class ModelStage extends Stage {
  spent = 4.2;
  override async dispatch<C extends CommandInput>(command: C): Promise<ReplyOf<C['type']>> {
    const reply: unknown = await super.dispatch(command);
    if (command.type === 'model.status' || command.type === 'model.key')
      return { ...(reply as ReplyOf<'model.status'>), spent: this.spent } as ReplyOf<C['type']>;
    const { model } = await super.dispatch({ type: 'settings.get' });
    return (command.type === 'model.test' && model.name === 'qwen3:8b' ? FOUND : reply) as ReplyOf<C['type']>;
  }
}

let browser: Browser;
let host: Host;
let stage: ModelStage;

beforeAll(async () => {
  browser = await launchBrowser();
  stage = new ModelStage();
  host = await startHost(stage);
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

const opened = async (size: Size, theme: (typeof THEMES)[number]): Promise<Window> => {
  await stage.dispatch({ type: 'settings.set', settings: { model: {} } });
  await stage.dispatch({ type: 'model.key', key: null });
  const window = await Window.open(browser, host.link(), size, theme);
  await window.show('#/settings');
  await window.page.getByRole('heading', { name: 'Language model' }).waitFor();
  return window;
};

describe.each(THEMES)('in %s', (theme) => {
  test.each(Object.keys(SIZES) as Size[])('a model is set up and tried, in the %s window', async (size) => {
    const window = await opened(size, theme);
    const { page } = window;
    const wrong: string[] = [];
    const look = async (name: string, at: string): Promise<void> => {
      await page
        .getByText(at, { exact: true })
        .first()
        .evaluate((element) => element.scrollIntoView({ block: 'start' }));
      const seen = await window.look(`model-${name}-${size}-${theme}`);
      wrong.push(...seen.map((line) => `${name}: ${line}`));
    };
    await look('none', 'Language model');

    await page.getByRole('button', { name: 'Ollama' }).click();
    await page.getByLabel('Model', { exact: true }).fill('qwen3');
    await page.getByLabel('Model', { exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Test the model' }).click();
    await page.getByText('The model’s server does not answer.').waitFor();
    await look('no-answer', 'Language model');

    await page.getByLabel('Model', { exact: true }).fill('qwen3:8b');
    await page.getByLabel('Key', { exact: true }).fill('canary-key-1234');
    await page.getByLabel('Key', { exact: true }).press('Enter');
    await page.getByText('It is in memory until Sonny ends').waitFor();
    await page.getByRole('button', { name: 'Test the model' }).click();
    await page.getByText('qwen3:8b answers: first word after 0.8 s').waitFor();
    await look('answers', 'Language model');
    await page.getByRole('button', { name: 'Use what was found' }).click();
    await page.getByText('What it can do', { exact: true }).click();
    expect(await page.getByRole('switch', { name: 'Sees pictures' }).getAttribute('aria-checked')).toBe('true');
    await look('costs', 'Test');
    await look('abilities', 'What it can do');

    expect(wrong).toEqual([]);
    expect(await page.content()).not.toContain('canary-key-1234');
    await window.close();
  });
});

test('an address that is none, and prices and caps, by keyboard alone', async () => {
  const window = await opened('main', 'light');
  const { page } = window;
  const setting = async () => (await stage.dispatch({ type: 'settings.get' })).model;
  const server = page.getByLabel('Server');
  await server.fill('not an address');
  await server.press('Enter');
  await page.getByText('That is no address of a server.').waitFor();
  expect((await setting()).baseUrl).toBe('');
  await server.fill('https://models.example/v1');
  await server.press('Tab');
  await expect.poll(async () => (await setting()).baseUrl).toBe('https://models.example/v1');
  await page.getByLabel('Most in a day').fill('0.5');
  await page.getByLabel('read', { exact: true }).fill('0.15');
  await page.getByLabel('written', { exact: true }).fill('0.6');
  await page.keyboard.press('Tab');
  await expect.poll(setting).toMatchObject({ mostPerDay: 0.5, price: { input: 0.15, output: 0.6 } });
  expect(await page.getByRole('meter').getAttribute('aria-valuetext')).toBe('$4.20 of $0.50');
  await page.getByText('That is all that it may cost').waitFor();
  await window.close();
});
