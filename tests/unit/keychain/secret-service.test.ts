import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSecretService } from '../../../automation/keychain/secret-service.ts';
import type { Secrets } from '../../../shared/ports/secrets.ts';
import { FakeSecretService } from '../../fakes/secret-service.ts';

let folder: string;
let daemon: ChildProcess;
let env: { DBUS_SESSION_BUS_ADDRESS: string };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sonny-keychain-'));
  env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'bus')}` };
  // Without the machine's own services, so that none is started.
  const config = [
    '--nofork',
    '--print-address',
    '--nopidfile',
    '--session',
    `--address=${env.DBUS_SESSION_BUS_ADDRESS}`,
  ];
  daemon = spawn('dbus-daemon', config, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      XDG_DATA_DIRS: folder,
      XDG_DATA_HOME: folder,
      XDG_RUNTIME_DIR: folder,
      HOME: folder,
    },
  });
  await once(daemon.stdout!, 'data');
});
afterEach(async () => {
  const ended = once(daemon, 'exit');
  daemon.kill();
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

const opened = async (): Promise<{ fake: FakeSecretService; secrets: Secrets }> => {
  const fake = await FakeSecretService.on(env.DBUS_SESSION_BUS_ADDRESS);
  const secrets = await openSecretService(env);
  if (!secrets) throw new Error('The service was not found.');
  return { fake, secrets };
};

test('keeps a secret, replaces it, and forgets it', async () => {
  const { fake, secrets } = await opened();
  expect(secrets.lasting).toBe('kept');
  expect(await secrets.get('model')).toBeNull();
  await secrets.set('model', 'canary-ü-1');
  await secrets.set('other', 'canary-2');
  await secrets.set('model', 'canary-3');
  expect(await (await openSecretService(env))?.get('model')).toBe('canary-3');
  expect(fake.kept).toEqual(
    new Map([
      ['model', 'canary-3'],
      ['other', 'canary-2'],
    ]),
  );
  await secrets.forget('model');
  await secrets.forget('model');
  expect(await secrets.get('model')).toBeNull();
  expect(await secrets.get('other')).toBe('canary-2');
  await fake.close();
});

test('asks the person where the keychain is locked', async () => {
  const { fake, secrets } = await opened();
  await secrets.set('model', 'canary');
  fake.locked = true;
  expect(await secrets.get('model')).toBe('canary');
  fake.locked = true;
  await secrets.set('model', 'canary-2');
  expect(fake.asked).toBe(2);

  fake.locked = true;
  fake.willing = false;
  expect(await secrets.get('model')).toBeNull();
  await expect(secrets.set('model', 'canary-3')).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(fake.kept.get('model')).toBe('canary-2');
  await fake.close();
});

test('is not there without a service, or without a bus', async () => {
  expect(await openSecretService({})).toBeNull();
  expect(await openSecretService({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' })).toBeNull();
  const { fake, secrets } = await opened();
  await fake.close();
  await expect(secrets.set('model', 'canary')).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(await secrets.get('model')).toBeNull();
});
