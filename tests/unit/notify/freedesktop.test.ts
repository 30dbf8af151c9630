import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dbus from 'dbus-native';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFreedesktopNotifier } from '../../../automation/notify/freedesktop.ts';
import type { Notification } from '../../../shared/ports/notifier.ts';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';

let folder: string;
let daemon: ChildProcess;
let env: { DBUS_SESSION_BUS_ADDRESS: string };
let instead: Promise<Notification>;
let notify: (notification: Notification) => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sonny-notify-'));
  env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'bus')}` };
  daemon = spawn(
    'dbus-daemon',
    ['--session', '--nofork', '--print-address', `--address=${env.DBUS_SESSION_BUS_ADDRESS}`],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  await once(daemon.stdout!, 'data');
  const told = Promise.withResolvers<Notification>();
  instead = told.promise;
  notify = createFreedesktopNotifier(env, told.resolve).notify;
});
afterEach(async () => {
  const ended = once(daemon, 'exit');
  daemon.kill();
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

const NOTICE = { title: 'Sonny is stopped', say: 'A person pressed stop.' };

test('a notification service gets title and words, and nothing is said twice', async () => {
  const service = dbus.sessionBus({ busAddress: env.DBUS_SESSION_BUS_ADDRESS });
  service.connection.on('error', () => undefined);
  await service.requestName(NAME, 0);
  const shown = new Promise<readonly unknown[]>((resolve) =>
    service.exportInterface(
      {
        Notify: (...args: unknown[]) => {
          resolve(args);
          return 1;
        },
      },
      PATH,
      { name: NAME, methods: { Notify: ['susssasa{sv}i', 'u', [], []] } },
    ),
  );
  notify(NOTICE);
  const [app, , , title, say] = await shown;
  expect([app, title, say]).toEqual(['Sonny', NOTICE.title, NOTICE.say]);
});

test('without a service the host says it', async () => {
  notify(NOTICE);
  expect(await instead).toEqual(NOTICE);
});

test('without a bus, too', () => {
  const said: Notification[] = [];
  createFreedesktopNotifier({}, (one) => said.push(one)).notify(NOTICE);
  expect(said).toEqual([NOTICE]);
});
