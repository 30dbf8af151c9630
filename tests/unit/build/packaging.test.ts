import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inside } from '../../../build/setup/place.mjs';

const builder = readFileSync(inside('build/electron-builder.yml'), 'utf8');
const section = (name: string): string => new RegExp(`^${name}:\\n((?:  .*\\n)+)`, 'm').exec(builder)?.[1] ?? '';

test('a packaged Sonny can’t be run as Node, debugged or swapped', () => {
  const fuses = Object.fromEntries(
    section('electronFuses')
      .trim()
      .split('\n')
      .map((line) => line.trim().split(': ')),
  );
  expect(fuses).toEqual({
    runAsNode: 'false',
    enableCookieEncryption: 'true',
    enableNodeOptionsEnvironmentVariable: 'false',
    enableNodeCliInspectArguments: 'false',
    enableEmbeddedAsarIntegrityValidation: 'true',
    onlyLoadAppFromAsar: 'true',
    loadBrowserProcessSpecificV8Snapshot: 'false',
    grantFileProtocolExtraPrivileges: 'false',
  });
});

test('each platform has its installers', () => {
  expect(section('linux')).toMatch(/AppImage[^]*deb/);
  expect(section('mac')).toContain('target: dmg');
  expect(section('win')).toContain('target: nsis');
});

test('what is packaged starts where package.json says', () => {
  const { main } = JSON.parse(readFileSync(inside('package.json'), 'utf8')) as { main: string };
  expect(main).toBe('dist/electron/main.mjs');
  expect(section('files')).toContain('dist/electron/**');
});
