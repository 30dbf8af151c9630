import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDoctor, type DoctorOptions } from '../../../electron/doctor.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { ModelSettings } from '../../../shared/protocol/model.ts';
import type { DriverHealth } from '../../../shared/ports/driver.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonny-doctor-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const sound: DriverHealth = {
  display: ':7',
  windowManager: 'Openbox',
  accessibility: true,
  clipboard: true,
  screenshot: true,
  textFinder: true,
  platform: 'linux',
};

const checksOf = async (over: Partial<DoctorOptions> = {}) => {
  const checks = await createDoctor({
    desktop: async () => sound,
    env: { PATH: join(folder, 'bin') },
    profile: join(folder, 'profile'),
    nodeVersion: 'v24.1.0',
    walls: async () => ({ level: 'full', stand: ['no network'], trouble: '', remedy: '' }),
    model: { settings: () => ModelSettings.parse({}), key: async () => 'none' },
    ...over,
  }).check();
  return Object.fromEntries(checks.map((check) => [check.id, check]));
};

test('a sound machine has nothing to fix in what is needed', async () => {
  const checks = Object.values(await checksOf());
  expect(checks.filter((check) => check.needed && !check.ok)).toEqual([]);
  expect(checks.filter((check) => check.ok && check.fix)).toEqual([]);
});

test.each([
  [{ display: null }, 'display', 'xvfb'],
  [{ windowManager: null }, 'window-manager', 'openbox'],
  [{ accessibility: false }, 'accessibility', 'at-spi2-core'],
])('what the driver misses is named with the package: %j', async (missing, id, fix) => {
  const checks = await checksOf({ desktop: async () => ({ ...sound, ...missing }) });
  expect(checks[id]).toMatchObject({
    ok: false,
    needed: true,
    fix: expect.stringContaining(`apt-get install -y ${fix}`),
  });
});

test('a driver that fails is one check, in the words of its error', async () => {
  const checks = await checksOf({ desktop: () => Promise.reject(new SonnyError('NO_DISPLAY')) });
  expect(checks['display']).toMatchObject({ ok: false, say: 'There is no display to work on.' });
  expect(checks['clipboard']).toBeUndefined();
  expect(checks['model']).toMatchObject({ ok: true, needed: false });
});

test('a browser is a program on the path that can be run', async () => {
  expect((await checksOf())['browser']).toMatchObject({
    ok: false,
    needed: false,
    fix: expect.stringContaining('chromium'),
  });
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/firefox'), '');
  expect((await checksOf())['browser']).toMatchObject({ ok: false });
  await chmod(join(folder, 'bin/firefox'), 0o755);
  expect((await checksOf())['browser']).toMatchObject({ ok: true, say: join(folder, 'bin/firefox') });
});

test('a profile that cannot be made is said with its place', async () => {
  await writeFile(join(folder, 'file'), '');
  expect((await checksOf({ profile: join(folder, 'file/profile') }))['disk']).toMatchObject({
    ok: false,
    needed: true,
    say: expect.stringContaining(join(folder, 'file/profile')),
    fix: expect.stringContaining('SONNY_HOME'),
  });
});

test('an old Node is not enough', async () => {
  expect((await checksOf({ nodeVersion: 'v20.19.0' }))['node']).toMatchObject({ ok: false, say: 'v20.19.0' });
});

test('scripts are not run without walls, and the doctor says what to do', async () => {
  expect((await checksOf())['scripts']).toMatchObject({ ok: true, say: expect.stringContaining('no network') });
  const trouble = 'bubblewrap is not installed.';
  const walls = async () => ({ level: 'none', stand: [], trouble, remedy: 'Install it.' }) as const;
  const scripts = (await checksOf({ walls }))['scripts'];
  expect(scripts).toMatchObject({
    ok: false,
    needed: false,
    say: expect.stringContaining(trouble),
    fix: 'Install it.',
  });
});

test.each([
  ['http://127.0.0.1:11434/v1', 'session', true, 'lasts until Sonny ends'],
  ['https://models.example/v1', 'kept', true, 'keychain'],
  ['http://models.example/v1', 'environment', false, 'unencrypted'],
  ['http://models.example/v1', 'none', true, 'without a key'],
] as const)('a model at %s, its key %s', async (baseUrl, where, ok, words) => {
  const settings = ModelSettings.parse({ baseUrl, name: 'tiny' });
  const { model } = await checksOf({ model: { settings: () => settings, key: async () => where } });
  expect(model).toMatchObject({ ok, needed: false, say: expect.stringContaining(words) });
});
