import { beforeEach, describe, expect, test } from 'vitest';
import { createHeartbeat, type Heartbeat } from '../../../automation/stop/heartbeat.ts';
import { createStopLatch } from '../../../automation/stop/latch.ts';
import { openHost } from '../../../electron/main/host.ts';
import { PAGE } from '../../../electron/main/own-page.ts';
import type { StopLatch } from '../../../shared/ports/stop.ts';
import { FakeElectron, FakeEvent, FakeWebContents, FakeWindow } from '../../fakes/electron.ts';
import { FakeSonny } from '../../fakes/fake-sonny.ts';
import { memoryStopStore } from '../../fakes/memory-stop-store.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { until } from '../../fakes/until.ts';

const assets = {
  files: new Map([['/', { mime: 'text/html', bytes: Buffer.from('page') }]]),
  preload: '/preload.cjs',
  trayIcon: '/tray.png',
};

let electron: FakeElectron;
let sonny: FakeSonny;
let stop: StopLatch;
let heartbeat: Heartbeat;
let said: string[];
beforeEach(() => {
  electron = new FakeElectron();
  sonny = new FakeSonny();
  stop = createStopLatch(memoryStopStore(), { now: () => 1 });
  heartbeat = createHeartbeat(new ManualClock());
  said = [];
});
const open = () =>
  openHost(
    electron.asElectron,
    { sonny, stop, heartbeat, screen: undefined, secret: () => crypto.randomUUID() },
    assets,
    (line) => said.push(line),
  );
const choose = (label: string): void => {
  const item = electron.tray.menu.find((one) => one.label === label);
  item?.click?.({} as never, undefined, {});
};

describe('the Electron host', () => {
  test('serves its page under its own address alone', async () => {
    open();
    expect([...electron.protocol.handlers.keys()]).toEqual(['app']);
    const answer = await electron.protocol.handlers.get('app')?.(new Request(PAGE));
    expect(await answer?.text()).toBe('page');
  });

  test('closes every page that is ever made, denies permissions and downloads', () => {
    open();
    const contents = new FakeWebContents();
    electron.app.emit('web-contents-created', {}, contents);
    expect(contents.allows('will-navigate')).toBe(false);
    expect(electron.session.defaultSession.check?.(null, 'media', PAGE, {} as never)).toBe(false);
    const download = new FakeEvent();
    electron.session.defaultSession.emit('will-download', download);
    expect(download.defaultPrevented).toBe(true);
  });

  test('asks before a link leaves for the browser', async () => {
    open();
    const contents = new FakeWebContents();
    electron.app.emit('web-contents-created', {}, contents);
    contents.openWindow({ url: 'https://support.apple.com/a' } as never);
    await until(() => electron.dialog.asked.length === 1);
    electron.dialog.answer = 0;
    contents.openWindow({ url: 'https://support.apple.com/b' } as never);
    await until(() => electron.shell.opened.length === 1);
    expect(electron.shell.opened).toEqual(['https://support.apple.com/b']);
  });

  test('answers its page through ipc', async () => {
    open();
    const page = new FakeWebContents();
    electron.message(page, JSON.stringify({ kind: 'hello', version: 1, session: null, resumeFrom: 0 }), {
      url: PAGE,
      parent: null,
    });
    expect(JSON.parse(page.sent[0]?.text ?? '')).toMatchObject({ kind: 'welcome', host: 'electron' });
    expect(heartbeat.someone).toBe(true);
    page.emit('render-process-gone');
    expect(heartbeat.someone).toBe(false);
  });

  test('tray and keys stop everything, open the goal bar and the window, and end Sonny', () => {
    open();
    expect(electron.tray.icon).toBe('/tray.png');
    choose('Stop everything');
    expect(stop.pulled).toMatchObject({ source: 'tray' });
    choose('Let Sonny act again');
    expect(stop.pulled).toBeNull();
    electron.globalShortcut.registered.get('CommandOrControl+Alt+.')?.();
    expect(stop.pulled).toMatchObject({ source: 'shortcut' });
    expect(electron.tray.menu[0]?.label).toBe('Let Sonny act again');
    expect(stop.armed).toBe(true);
    electron.globalShortcut.registered.get('CommandOrControl+Alt+K')?.();
    choose('Open Sonny');
    expect(FakeWindow.made.map(({ options }) => options.width)).toEqual([400, 1280]);
    choose('Quit Sonny');
    expect(electron.app.quits).toBe(1);
    expect(said).toEqual([]);
  });

  test('a key that another program holds is said, and the menu does not promise it', () => {
    electron.globalShortcut.taken = ['CommandOrControl+Alt+.'];
    open();
    expect(said).toEqual([expect.stringContaining('another program has this key')]);
    const labels = electron.tray.menu.map(({ label, enabled }) => ({ label, enabled }));
    expect(labels).toContainEqual({ label: said[0], enabled: false });
    expect(electron.tray.menu[0]).not.toHaveProperty('accelerator');
    expect(stop.armed).toBe(false);
  });

  test('a second start brings the window to the front instead of making another', () => {
    open().show();
    Object.assign(FakeWindow.made[0] ?? {}, { minimized: true });
    electron.app.emit('second-instance');
    expect(FakeWindow.made).toHaveLength(1);
    expect(FakeWindow.made[0]).toMatchObject({ minimized: false, visible: true });
  });

  test('gives everything back at the end', () => {
    open().show();
    electron.app.emit('before-quit');
    expect(electron.tray.destroyed).toBe(true);
    expect(electron.globalShortcut.registered.size).toBe(0);
    expect(FakeWindow.made[0]?.close()).toBe(true);
  });
});
