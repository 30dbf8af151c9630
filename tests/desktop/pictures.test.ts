import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSystemClock } from '../../automation/clock/system-clock.ts';
import { createDriver } from '../../automation/desktop/driver.ts';
import { openPictures, type OpenPictures } from '../../automation/pictures/pictures.ts';
import type { Driver, Rect } from '../../shared/ports/driver.ts';
import { createWorld, progress, type World } from './scenarios/world.ts';

let world: World;
let driver: Driver;
let pictures: OpenPictures;
let folder: string;

beforeAll(async () => {
  world = await createWorld();
  driver = createDriver({ env: world.env, ownWindows: [{ title: 'Sonny · ' }] });
  folder = join(world.profile, 'pictures-taken');
  const limits = () => ({ days: 1, bytes: 1 << 24 });
  pictures = openPictures({ driver, folder, clock: createSystemClock(), limits });
});
afterAll(async () => {
  await pictures?.close();
  await driver?.dispose();
  await world?.dispose();
});

/** A kept picture's file, and the mean colour and spread of what lies well inside a rectangle of the screen. */
async function kept(): Promise<(rect: Rect) => Promise<{ mean: number[]; spread: number }>> {
  const taken = await pictures.take(progress());
  await pictures.close();
  const path = join(folder, taken?.sha256 ?? '');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const bytes = await readFile(path);
  const { width } = await sharp(bytes).metadata();
  expect(width).toBe(960);
  const scale = 960 / (await screenWidth());
  return async ({ x, y, width: wide, height: high }) => {
    const [inX, inY] = [wide / 5, high / 5];
    const part = {
      left: Math.round((x + inX) * scale),
      top: Math.round((y + inY) * scale),
      width: Math.round((wide - 2 * inX) * scale),
      height: Math.round((high - 2 * inY) * scale),
    };
    const { channels } = await sharp(await sharp(bytes).extract(part).toBuffer()).stats();
    return { mean: channels.map(({ mean }) => Math.round(mean)), spread: Math.max(...channels.map((c) => c.stdev)) };
  };
}
const screenWidth = async (): Promise<number> => (await driver.screenshot({}, progress())).width;
const fieldNamed = async (window: number, name: string): Promise<Rect | null> =>
  (await driver.elements(window, { name }, progress()).catch(() => []))[0]?.rect ?? null;

test('in a kept picture a password field and Sonny’s own window are painted over, and nothing else is', async () => {
  const path = join(world.home, 'Documents', 'sign-in.html');
  const style = 'display:block;font-size:40px;height:120px;width:400px;border:0;color:#fff';
  await writeFile(
    path,
    `<!doctype html><meta charset="utf-8"><title>Sign in</title>
    <input aria-label="Name" value="anna" style="${style};background:#008000">
    <input aria-label="Secret" type="password" value="hunter2" style="${style};background:#ff0000">`,
  );
  const { command, windowClass } = await world.application('chromium');
  const browser = [...(command as string[]), `file://${path}`];
  const { window: page } = await driver.launch(browser, windowClass as string, progress(60_000));
  const own = ['xterm', '-T', 'Sonny · Run', '-bg', 'blue', '-geometry', '40x10', '-e', 'cat'];
  const { window } = await driver.launch(own, 'xterm', progress(30_000));
  await driver.place(page.id, { x: 0, y: 0, width: 800, height: 700 }, progress());
  await driver.place(window.id, { x: 820, y: 300, width: 300, height: 200 }, progress());
  await expect.poll(() => fieldNamed(page.id, 'Secret'), { timeout: 40_000 }).not.toBeNull();
  const [secret, name] = [await fieldNamed(page.id, 'Secret'), await fieldNamed(page.id, 'Name')];
  if (!secret || !name) throw new Error('The page shows no fields.');
  const placed = (await driver.windows(progress())).find(({ id }) => id === window.id)?.rect ?? window.rect;

  // The half of it in which no letters stand.
  const green = { ...name, x: name.x + name.width / 2, width: name.width / 2 };
  const drawn = async (): Promise<number[]> => (await (await kept())(green)).mean;
  await expect.poll(async () => near(await drawn(), [0, 128, 0]), { timeout: 20_000 }).toBe(true);
  const look = await kept();
  for (const rect of [secret, placed]) {
    const { mean, spread } = await look(rect);
    expect(mean).toSatisfy((seen: number[]) => near(seen, COVER));
    expect(spread).toBeLessThan(3);
  }
});

/** The colour that is painted over things. */
const COVER = [0x44, 0x4a, 0x55];
/** JPEG keeps colours nearly. */
const near = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, i) => Math.abs(value - (b[i] ?? 0)) <= 4);
