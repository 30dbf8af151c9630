import { join } from 'node:path';
import * as electron from 'electron';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { openDoor } from '../server/door.ts';
import { profileFolder } from '../server/profile.ts';
import { readStaticFiles } from '../server/static-files.ts';
import { summed } from '../server/watchers.ts';
import { startSonny } from '../start-sonny.ts';
import { openHost } from './host.ts';
import { OWN_SCHEME } from './scheme.ts';
import { electronNotifier } from './notifier.ts';
import { openSecrets } from './secrets.ts';
import { utilityWorker } from './utility-worker.ts';

const { app, dialog, Notification, protocol, safeStorage, shell, utilityProcess } = electron;
const here = import.meta.dirname;
const profile = profileFolder(process.env);
const say = (line: string): void => console.error(`sonny: ${line}`);

app.enableSandbox();
protocol.registerSchemesAsPrivileged([OWN_SCHEME]);
// One Electron per profile: the lock lies in this folder.
app.setPath('userData', join(profile, 'electron'));
app.setName('Sonny');
// Not awaited: Electron becomes ready only after this module has been evaluated.
if (app.requestSingleInstanceLock()) void run();
else app.exit(0);

async function run(): Promise<void> {
  try {
    await app.whenReady();
    const secrets = await openSecrets(safeStorage, process.platform, join(profile, 'secrets.json'));
    if (secrets.lasting === 'session') say('there is no keychain here: keys last until Sonny ends');
    const files = await readStaticFiles(join(here, '../renderer'));
    const fork = utilityWorker(utilityProcess, join(here, 'worker.mjs'));
    const notifier = electronNotifier(Notification, say);
    // Only for addresses that a person has just read and said yes to.
    const openBrowser = (address: string): Promise<boolean> =>
      shell.openExternal(address).then(
        () => true,
        () => false,
      );
    const hosts = { fork, ownShortcut: true, notifier, secrets, openBrowser };
    const started = await startSonny({ env: process.env, profile, say, ...hosts });
    // Windows of its own, and terminals that come in by the door.
    const watching = summed(started.heartbeat.watchers);
    const door = await openDoor(started, { profile, version: app.getVersion(), files, onWatchers: watching() });
    endWith(async () => {
      await door.close();
      await started.close();
    });
    const assets = { files, preload: join(here, 'preload.cjs'), trayIcon: join(here, 'tray.png') };
    openHost(electron, { ...started, heartbeat: { watchers: watching() } }, assets, say).show();
    say('Sonny stays in the tray when its window is closed; Ctrl+C or the tray’s menu ends it');
  } catch (thrown) {
    const { say: what, details = '', hint } = SonnyError.from(thrown).view();
    dialog.showErrorBox(what, `${details}\n${hint}`.trim());
    app.exit(1);
  }
}

/** Electron ends only after the program has: its journal is closed and no key is held. */
function endWith(close: () => Promise<void>): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void close()
      .catch((thrown: unknown) => say(String(thrown)))
      .then(() => {
        closed = true;
        app.quit();
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
