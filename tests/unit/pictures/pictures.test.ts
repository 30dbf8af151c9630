import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { sha256Of } from '../../../automation/pictures/kept-pictures.ts';
import { openPictures, type OpenPictures } from '../../../automation/pictures/pictures.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { progress } from '../../fakes/progress.ts';

const DAY = 24 * 60 * 60 * 1000;

let root: string;
let folder: string;
let clock: ManualClock;
let limits = { days: 30, bytes: 10_000 };
let pictures: OpenPictures;

const driver = createSimulatedDriver();
/** What the screen shows: any bytes, as only the driver reads them. */
let shown = Buffer.from('one');
const screen = {
  screenshot: async () => ({ width: 960, height: 600, mime: 'image/jpeg', bytes: shown }),
};
const open = (by: Parameters<typeof openPictures>[0]['driver'] = screen): OpenPictures =>
  openPictures({ driver: by, folder, clock, limits: () => limits });
const names = async (): Promise<string[]> => (await readdir(folder)).toSorted();
const hashes = (...texts: string[]): string[] => texts.map((text) => sha256Of(Buffer.from(text))).toSorted();
const take = async (text: string): Promise<void> => {
  shown = Buffer.from(text);
  await pictures.take(progress());
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sonny-pictures-'));
  folder = join(root, 'pictures-taken');
  clock = new ManualClock(Date.UTC(2026, 0, 1));
  limits = { days: 30, bytes: 10_000 };
  pictures = open();
});
afterEach(async () => {
  await pictures.close();
  await rm(root, { recursive: true, force: true });
});

test('a picture is a JPEG of at most 960 pixels’ width, for its owner only, and is given back by its hash', async () => {
  limits = { days: 30, bytes: 1_000_000 };
  pictures = open(driver);
  const taken = await pictures.take(progress());
  const got = await pictures.get(taken?.sha256 ?? '');
  expect(got?.mime).toBe('image/jpeg');
  const bytes = Buffer.from(got?.data ?? '', 'base64');
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 960 });
  expect(taken).toEqual({ sha256: sha256Of(bytes) });
  await pictures.close();
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, sha256Of(bytes)))).mode & 0o777).toBe(0o600);
  await pictures.take(progress());
  await pictures.close();
  expect(await names()).toEqual([sha256Of(bytes)]);
});

test('one that nobody wants any more is not kept, nor is there one where the screen gives none', async () => {
  const stop = new AbortController();
  const slow = open({
    screenshot: async () => {
      stop.abort();
      return screen.screenshot();
    },
  });
  expect(await slow.take({ ...progress(), signal: stop.signal })).toBeNull();
  const dark = open({ screenshot: async () => Promise.reject(new SonnyError('NO_DISPLAY')) });
  expect(await dark.take(progress())).toBeNull();
  await Promise.all([slow.close(), dark.close()]);
  await expect(names()).rejects.toMatchObject({ code: 'ENOENT' });
});

test('the driver is never told to break a picture off: it may have an act in its hands', async () => {
  const stop = new AbortController();
  let told: AbortSignal | undefined;
  const one = open({
    screenshot: async (_, { signal }) => {
      told = signal;
      stop.abort();
      return screen.screenshot();
    },
  });
  await one.take({ ...progress(), signal: stop.signal });
  expect(told?.aborted).toBe(false);
});

test('after their days they go, with the next picture', async () => {
  await take('one');
  clock.pass(20 * DAY);
  await take('two');
  await pictures.close();
  expect(await names()).toEqual(hashes('one', 'two'));
  clock.pass(11 * DAY);
  await take('three');
  await pictures.close();
  expect(await names()).toEqual(hashes('two', 'three'));
});

test('what is seen again is kept anew', async () => {
  await take('one');
  clock.pass(20 * DAY);
  await take('one');
  clock.pass(20 * DAY);
  await take('two');
  await pictures.close();
  expect(await names()).toEqual(hashes('one', 'two'));
});

test('the oldest go when all together are too big', async () => {
  limits = { days: 30, bytes: 25 };
  for (const text of ['a'.repeat(10), 'b'.repeat(10), 'c'.repeat(10)]) {
    await take(text);
    clock.pass(1000);
  }
  await pictures.close();
  expect(await names()).toEqual(hashes('b'.repeat(10), 'c'.repeat(10)));
});

test('a start removes what has become too old, and what a crash left half written', async () => {
  await mkdir(folder, { recursive: true });
  const [old = '', fresh = ''] = ['old', 'fresh'].map((text) => sha256Of(Buffer.from(text)));
  for (const name of [old, fresh, `${old}.half`]) await writeFile(join(folder, name), name === old ? 'old' : 'fresh');
  const seconds = clock.now() / 1000;
  await utimes(join(folder, old), seconds - 40 * 86_400, seconds - 40 * 86_400);
  await utimes(join(folder, fresh), seconds, seconds);
  await open().close();
  expect(await names()).toEqual([fresh]);
});

test('nothing but a kept picture is ever read', async () => {
  await writeFile(join(root, 'secret'), 'secret');
  await take('one');
  for (const name of ['', '../secret', 'f'.repeat(64), sha256Of(Buffer.from('one')).toUpperCase()])
    expect(await pictures.get(name)).toBeNull();
  const [kept = ''] = hashes('one');
  expect(await pictures.get(kept)).toEqual({ mime: 'image/jpeg', data: Buffer.from('one').toString('base64') });
  await writeFile(join(folder, kept), 'another');
  expect(await pictures.get(kept)).toBeNull();
  expect(await readFile(join(folder, kept), 'utf8')).toBe('another');
});
