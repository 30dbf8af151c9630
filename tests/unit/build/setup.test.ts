import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packagesFor } from '../../../build/setup/debian.mjs';
import { obstacleToElectron } from '../../../build/setup/electron.mjs';
import { fingerprint } from '../../../build/setup/fingerprint.mjs';
import { inside } from '../../../build/setup/place.mjs';
import { GROUPS } from '../../../build/suite/groups.mjs';

const list = readFileSync(inside('build/setup/debian-packages.txt'), 'utf8');

describe('system packages', () => {
  test('the tests need all that a start needs, and a start nothing more', () => {
    const text = '# head\nxvfb start a display\n\nzip  test  reads archives # note\n';
    expect(packagesFor(text, 'start')).toEqual(['xvfb']);
    expect(packagesFor(text, 'test')).toEqual(['xvfb', 'zip']);
  });

  test('each has a reason', () => {
    const lines = list.split('\n').filter((line) => line && !line.startsWith('#'));
    for (const line of lines) expect(line).toMatch(/^[a-z0-9.+-]+ +(start|test) +\S.{4,}$/);
  });

  test('what a test group needs is on the list', () => {
    expect(packagesFor(list, 'test')).toEqual(
      expect.arrayContaining([...new Set(GROUPS.flatMap(({ needs }) => needs))]),
    );
  });
});

describe('the packages lock', () => {
  interface Locked {
    readonly version: string;
    readonly optionalDependencies?: Record<string, string>;
    readonly dependencies?: Record<string, string>;
    readonly devDependencies?: Record<string, string>;
  }
  const { packages } = JSON.parse(readFileSync(inside('package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };

  test('names the packages of every platform, without which npm ci refuses it', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !reachable(path, name)),
    );
    expect(missing).toEqual([]);
  });

  test('is of the same wishes as package.json', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(inside('package.json'), 'utf8'),
    ) as Locked;
    expect(packages['']).toMatchObject({ dependencies, devDependencies, optionalDependencies });
  });

  function reachable(path: string, name: string): boolean {
    if (`${path ? `${path}/` : ''}node_modules/${name}` in packages) return true;
    return path !== '' && reachable(path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1)), name);
  }
});

describe('Electron', () => {
  test.each<[string, NodeJS.Platform, NodeJS.ProcessEnv, number, string | null]>([
    ['opens on a display', 'linux', { DISPLAY: ':0' }, 1000, null],
    ['opens on Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000, null],
    ['opens on other systems', 'darwin', {}, 501, null],
    ['needs a display', 'linux', {}, 1000, 'no display'],
    ['never runs without its sandbox', 'linux', { DISPLAY: ':0' }, 0, 'sandbox'],
    ['can be declined', 'win32', { SONNY_HOST: 'node' }, -1, 'SONNY_HOST'],
  ])('%s', (_what, platform, env, uid, why) => {
    const obstacle = obstacleToElectron(platform, env, uid);
    if (why === null) expect(obstacle).toBeNull();
    else expect(obstacle).toContain(why);
  });
});

describe('a fingerprint', () => {
  test('changes with a content, a name and a new file, and with nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sonny-fingerprint-'));
    try {
      writeFileSync(join(folder, 'a'), '1');
      const first = fingerprint([folder]);
      expect(fingerprint([folder, join(folder, 'missing')])).toBe(first);
      writeFileSync(join(folder, 'a'), '2');
      const second = fingerprint([folder]);
      writeFileSync(join(folder, 'b'), '');
      expect(new Set([first, second, fingerprint([folder])]).size).toBe(3);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
