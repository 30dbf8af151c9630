import type * as Electron from 'electron';
import { serveClient, Sessions } from '../../shared/protocol/rpc-host.ts';
import type { Transport } from '../../shared/protocol/transport.ts';
import type { StaticFile } from '../server/static-files.ts';
import type { Started } from '../start-sonny.ts';
import { guardContents } from './contents-guard.ts';
import { openExternally } from './external-links.ts';
import { claimKeys, GLOBAL_KEYS, unclaimedWords } from './global-keys.ts';
import { acceptPages } from './ipc.ts';
import { SCHEME } from './own-page.ts';
import { denyPermissions } from './permissions.ts';
import { respond } from './scheme.ts';
import { trayMenu } from './tray.ts';
import { Windows } from './windows.ts';

/** As much of Electron as the host uses; tests give a stand-in. */
export type ElectronParts = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'Menu' | 'Tray' | 'dialog' | 'globalShortcut' | 'ipcMain' | 'protocol' | 'session' | 'shell'
>;

export interface HostAssets {
  /** The window's files by address. */
  readonly files: ReadonlyMap<string, StaticFile>;
  /** Absolute paths. */
  readonly preload: string;
  readonly trayIcon: string;
}

/**
 * Opens the running program's windows, tray and keys once Electron is ready, with everything closed that a page could
 * reach the world through but its one channel.
 * @param say told what the person should know, a line each
 * @returns what shows the main window
 */
export function openHost(
  electron: ElectronParts,
  {
    sonny,
    stop,
    heartbeat,
    screen,
    secret,
  }: Pick<Started, 'sonny' | 'stop' | 'screen' | 'secret'> & {
    readonly heartbeat: Pick<Started['heartbeat'], 'watchers'>;
  },
  { files, preload, trayIcon }: HostAssets,
  say: (line: string) => void,
): { readonly show: () => void } {
  const { app, dialog, shell } = electron;
  const windows = new Windows(electron.BrowserWindow, preload);

  denyPermissions(electron.session.defaultSession);
  electron.session.defaultSession.on('will-download', (event) => event.preventDefault());
  app.on('web-contents-created', (_event, contents) => guardContents(contents, openLink));
  electron.protocol.handle(SCHEME, (request) => respond(files, request));

  const sessions = new Sessions(sonny, { newId: secret });
  let pages = 0;
  const seen = (change: 1 | -1): void => heartbeat.watchers((pages += change));
  acceptPages(electron.ipcMain, (transport) => {
    seen(1);
    const leaving: Transport = { ...transport, onClose: (handler) => transport.onClose(() => (seen(-1), handler())) };
    serveClient(sonny, leaving, { sessions, host: 'electron', ...(screen ? { screen } : {}) });
  });

  const acts = {
    openWindow: () => windows.show('main'),
    openGoalBar: () => windows.toggle('goal-bar'),
    stop: () => stop.pull('tray', 'Stop was chosen in the tray.'),
    letAct: () => {
      try {
        stop.reset('person');
      } catch (thrown) {
        say(String(thrown));
      }
    },
    quit: () => app.quit(),
  };
  const unclaimed = claimKeys(electron.globalShortcut, {
    stop: () => stop.pull('shortcut', `${GLOBAL_KEYS.stop.accelerator} was pressed.`),
    goalBar: acts.openGoalBar,
  });
  for (const key of unclaimed) say(unclaimedWords(key));
  const claimed = !unclaimed.includes('stop');
  const words = claimed ? GLOBAL_KEYS.stop.accelerator : unclaimedWords('stop');
  stop.report({ source: 'shortcut', armed: claimed, say: words });

  // Electron's default menu has links to the web; these keep copy, paste and quit on every platform.
  electron.Menu.setApplicationMenu(
    electron.Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]),
  );
  const tray = new electron.Tray(trayIcon);
  tray.setToolTip('Sonny');
  const drawTray = (): void =>
    tray.setContextMenu(electron.Menu.buildFromTemplate(trayMenu(acts, unclaimed, stop.pulled !== null)));
  drawTray();
  const leaveTray = stop.onChange(drawTray);
  tray.on('click', acts.openGoalBar);

  app.on('second-instance', acts.openWindow);
  app.on('activate', acts.openWindow);
  app.on('before-quit', () => {
    windows.end();
    sessions.close();
    electron.globalShortcut.unregisterAll();
    leaveTray();
    tray.destroy();
  });
  return { show: acts.openWindow };

  function openLink(address: string): void {
    const opener = { approves, open: (url: string) => shell.openExternal(url) };
    openExternally(address, opener).catch((thrown: unknown) =>
      say(`${address} could not be opened: ${String(thrown)}`),
    );
  }

  async function approves(address: string): Promise<boolean> {
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message: 'Open this page in your browser?',
      detail: address,
      buttons: ['Open', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    });
    return response === 0;
  }
}
