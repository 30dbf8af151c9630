import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectAccessibility, type Accessibility } from '../../automation/desktop/providers/atspi/index.ts';
import type { Window } from '../../shared/ports/driver.ts';
import { createWorld, progress, type World } from './scenarios/world.ts';
import { open } from './text-exactness/subject.ts';

let world: World;
let eye: Accessibility;
/** Seconds, so that a busy machine is not taken for a hung application, nor for a second wait. */
const TIMEOUT = 3000;

beforeAll(async () => {
  world = await createWorld();
  eye = await connectAccessibility({ env: world.env, timeoutMs: TIMEOUT });
});
afterAll(async () => {
  await eye?.close();
  await world?.dispose();
});

const now = async ({ id }: Window): Promise<Window> => {
  const found = (await world.driver.windows(progress())).find((window) => window.id === id);
  if (!found) throw new Error(`window ${id} is gone`);
  return found;
};
const page = async (name: string, html: string): Promise<string> => {
  const path = join(world.home, 'Documents', name);
  await writeFile(path, `<!doctype html><meta charset="utf-8">${html}`);
  return `file://${path}`;
};

describe('a hung application', () => {
  test('is said not to respond after one time-out, then at once, and hides no other', async () => {
    const hung = await open(world, 'org.xfce.mousepad');
    const well = await open(world, 'galculator');
    expect(await eye.readText(hung, null, progress())).toBe('');
    process.kill(hung.pid ?? 0, 'SIGSTOP');
    try {
      const from = performance.now();
      await expect(eye.elements(hung, {}, progress())).rejects.toMatchObject({ code: 'NOT_RESPONDING' });
      expect(performance.now() - from).toBeLessThan(TIMEOUT * 3);
      const again = performance.now();
      await expect(eye.readText(hung, null, progress())).rejects.toMatchObject({ code: 'NOT_RESPONDING' });
      expect(performance.now() - again).toBeLessThan(TIMEOUT);
      expect(await eye.readText(well, null, progress())).toBe('0');
    } finally {
      process.kill(hung.pid ?? 0, 'SIGCONT');
    }
    await expect.poll(() => eye.readText(hung, null, progress()).catch(() => 'hung'), { timeout: 20_000 }).toBe('');
  });
});

describe('windows and their trees', () => {
  test('two windows of one process and one title are told apart by their places', async () => {
    const first = await open(world, 'org.xfce.mousepad');
    const known = new Set((await world.driver.windows(progress())).map(({ id }) => id));
    await world.driver.press(first.id, 'Control+Shift+n', progress());
    const isNew = async (): Promise<Window | undefined> =>
      (await world.driver.windows(progress())).find(({ id, pid }) => pid === first.pid && !known.has(id));
    await expect.poll(isNew, { timeout: 20_000 }).toBeDefined();
    const second = (await isNew()) ?? first;
    await world.driver.place(first.id, { x: 0, y: 0, width: 500, height: 400 }, progress());
    await world.driver.place(second.id, { x: 600, y: 300, width: 500, height: 400 }, progress());
    await world.driver.enterText(second.id, 'second', 'replace', null, progress());
    await expect
      .poll(async () => eye.readText(await now(second), null, progress()), { timeout: 20_000 })
      .toBe('second');
    expect(await eye.readText(await now(first), null, progress())).toBe('');
  });

  test('a window at twice the scale is pressed where it shows', async () => {
    const { command, windowClass } = await world.application('galculator');
    const scaled = ['env', 'GDK_SCALE=2', ...(command as string[])];
    const { window } = await world.driver.launch(scaled, windowClass as string, progress());
    const five = await eye.find(await now(window), { name: '5' }, progress());
    const { rect } = await now(window);
    expect(five.rect?.width).toBeGreaterThan(80);
    expect(five.rect?.x).toBeGreaterThanOrEqual(rect.x);
    expect((five.rect?.x ?? 0) + (five.rect?.width ?? 0)).toBeLessThanOrEqual(rect.x + rect.width);
    await world.driver.click(window.id, { name: '5' }, progress());
    expect(await world.driver.readText(window.id, null, progress())).toBe('5');
  });
});

describe('LibreOffice', () => {
  test('a document longer than the view is read whole', async () => {
    const path = join(world.home, 'Documents', 'long.txt');
    const text = Array.from({ length: 150 }, (_, line) => (line % 7 === 3 ? '' : `line ${line} €`)).join('\n');
    await writeFile(path, text);
    const window = await open(world, 'libreoffice-writer', path);
    await expect
      .poll(async () => eye.readText(await now(window), null, progress()).catch(() => null), { timeout: 40_000 })
      .toBe(text);
    const save = await eye.find(await now(window), { role: 'push button', name: 'Save' }, progress());
    const menu = await eye.find(await now(window), { role: 'menu', name: 'File' }, progress());
    // The tool bar stands below the menu bar, though LibreOffice says that both are at the same height.
    expect(save.rect?.y).toBeGreaterThanOrEqual((menu.rect?.y ?? 0) + (menu.rect?.height ?? 0));
  });

  test('a spreadsheet of two thousand million cells is looked at without freezing it', async () => {
    const window = await open(world, 'libreoffice-calc');
    const sheet = async (): Promise<string | undefined> =>
      (await eye.elements(await now(window), { role: 'document spreadsheet' }, progress()).catch(() => []))[0]?.role;
    await expect.poll(sheet, { timeout: 40_000 }).toBe('document spreadsheet');
    const all = await eye.elements(await now(window), {}, progress());
    expect(all.length).toBeLessThanOrEqual(2_000);
    expect(await eye.elements(await now(window), { role: 'menu', name: 'File' }, progress())).toHaveLength(1);
  });
});

describe('a page', () => {
  test('is read as text; a password is not, and is known by its place', async () => {
    const url = await page(
      'read.html',
      '<title>Read</title><h1>Heading</h1><p>Some <b>bold</b> and <a href="#">a link</a>.</p><label>Secret <input type="password" value="hunter2"></label>',
    );
    const window = await open(world, 'chromium', url);
    const text = async (): Promise<string | null> =>
      eye.readText(await now(window), null, progress()).catch(() => null);
    await expect.poll(text, { timeout: 40_000 }).toContain('Some bold and a link.');
    expect(await text()).toMatch(/^Heading\n/);
    const seen = JSON.stringify([await text(), await eye.elements(await now(window), {}, progress())]);
    expect(seen).not.toContain('hunter2');
    expect(seen).not.toContain('•••');
    const { rect } = await now(window);
    const [secret, ...others] = await eye.passwordRects(await now(window), progress());
    expect(others).toEqual([]);
    expect(secret?.width).toBeGreaterThan(50);
    expect(secret?.y).toBeGreaterThan(rect.y + 100);
    expect(await eye.readText(await now(window), { name: 'Secret' }, progress())).toBeNull();
  });
});

test('a window that is not on the bus shows nothing, and is not waited for twice', async () => {
  const terminal = await open(world, 'debian-xterm');
  expect(await eye.elements(terminal, {}, progress())).toEqual([]);
  const from = performance.now();
  expect(await eye.readText(terminal, null, progress())).toBeNull();
  expect(performance.now() - from).toBeLessThan(TIMEOUT);
});

test('without a session bus it says so', async () => {
  await expect(connectAccessibility({ env: {} })).rejects.toMatchObject({ code: 'NO_ACCESSIBILITY' });
  const nowhere = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' };
  await expect(connectAccessibility({ env: nowhere })).rejects.toMatchObject({ code: 'NO_ACCESSIBILITY' });
});
