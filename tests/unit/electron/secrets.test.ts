import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSecrets } from '../../../electron/main/secrets.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { FakeKeychain } from '../../fakes/electron.ts';

let folder: string;
let file: string;
let keychain: FakeKeychain;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonny-secrets-'));
  file = join(folder, 'profile', 'secrets.json');
  keychain = new FakeKeychain();
});
afterEach(() => rm(folder, { recursive: true }));

describe('with a keychain', () => {
  test('a secret outlives Sonny and is nowhere on disk as it is', async () => {
    await (await openSecrets(keychain, 'linux', file)).set('model', 'sk-canary-1234');
    const again = await openSecrets(keychain, 'linux', file);
    expect(again.lasting).toBe('kept');
    expect(await again.get('model')).toBe('sk-canary-1234');
    expect(await readFile(file, 'utf8')).not.toContain('sk-canary-1234');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'profile'))).toEqual(['secrets.json']);
  });

  test('changes at the same time lose nothing; a forgotten one is gone', async () => {
    const secrets = await openSecrets(keychain, 'darwin', file);
    await Promise.all(['a', 'b', 'c'].map((name) => secrets.set(name, `${name}1`)));
    await secrets.forget('b');
    expect(await Promise.all(['a', 'b', 'c'].map((name) => secrets.get(name)))).toEqual(['a1', null, 'c1']);
  });

  test('a rotated key encrypts anew what is read', async () => {
    const secrets = await openSecrets(keychain, 'win32', file);
    await secrets.set('model', 'x');
    keychain.stale = true;
    expect(await secrets.get('model')).toBe('x');
    expect(keychain.encryptions).toBe(2);
  });

  test('a keychain that fails keeps nothing and says so', async () => {
    const secrets = await openSecrets(keychain, 'linux', file);
    keychain.broken = true;
    await expect(secrets.set('model', 'x')).rejects.toThrow(SonnyError);
    await expect(readFile(file)).rejects.toThrow('ENOENT');
    keychain.broken = false;
    await secrets.set('model', 'y');
    keychain.broken = true;
    expect(await secrets.get('model')).toBeNull();
  });

  test('a damaged file is kept aside', async () => {
    const secrets = await openSecrets(keychain, 'linux', file);
    await secrets.set('model', 'x');
    await writeFile(file, '{"model":');
    expect(await secrets.get('model')).toBeNull();
    await secrets.set('other', 'y');
    expect(await readFile(`${file}.damaged`, 'utf8')).toBe('{"model":');
  });
});

describe('without a keychain that protects', () => {
  test.each<[string, NodeJS.Platform, () => void]>([
    ['the password is known to all', 'linux', () => (keychain.backend = 'basic_text')],
    ['none was found', 'linux', () => (keychain.backend = 'unknown')],
    ['it is locked away', 'darwin', () => (keychain.available = false)],
  ])('(%s) a secret lasts for the session and touches no disk', async (_why, platform, arrange) => {
    arrange();
    const secrets = await openSecrets(keychain, platform, file);
    await secrets.set('model', 'x');
    expect(secrets.lasting).toBe('session');
    expect(await secrets.get('model')).toBe('x');
    await secrets.forget('model');
    expect(await secrets.get('model')).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });
});
