import { beforeEach, expect, test } from 'vitest';
import { type WindowKind, windowOptions } from '../../../electron/main/window-options.ts';
import { Windows } from '../../../electron/main/windows.ts';
import { FakeWindow } from '../../fakes/electron.ts';

beforeEach(() => {
  FakeWindow.made = [];
});

const open = (): Windows => new Windows(FakeWindow as never, '/preload.cjs');
const only = (): FakeWindow => {
  expect(FakeWindow.made).toHaveLength(1);
  return FakeWindow.made[0] as FakeWindow;
};

test.each<[WindowKind, number, number]>([
  ['main', 1280, 800],
  ['goal-bar', 400, 640],
])('the %s window is sandboxed and has nothing of Node', (kind, width, height) => {
  const { webPreferences, ...shape } = windowOptions(kind, '/preload.cjs');
  expect(shape).toMatchObject({ width, height, show: false });
  expect(webPreferences).toEqual({
    preload: '/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  });
});

test('a window loads Sonny’s own page, hides from pictures of the screen and shows itself once drawn', () => {
  open().show('main');
  const window = only();
  expect(window.address).toBe('app://sonny/');
  expect(window.contentProtected).toBe(true);
  expect(window.visible).toBe(false);
  window.emit('ready-to-show');
  expect(window.visible).toBe(true);
});

test('there is one window of a kind; showing it again brings it back', () => {
  const windows = open();
  windows.show('main');
  only().minimized = true;
  windows.show('main');
  expect(only()).toMatchObject({ minimized: false, visible: true });
});

test('closing hides until Sonny ends', () => {
  const windows = open();
  windows.show('main');
  const window = only();
  window.show();
  expect(window.close()).toBe(false);
  expect(window.visible).toBe(false);
  windows.end();
  expect(window.close()).toBe(true);
});

test('the goal bar opens and closes by the same key, and goes away when one looks elsewhere', () => {
  const windows = open();
  windows.toggle('goal-bar');
  const bar = only();
  bar.emit('ready-to-show');
  windows.toggle('goal-bar');
  expect(bar.visible).toBe(false);
  windows.toggle('goal-bar');
  bar.emit('blur');
  expect(bar.visible).toBe(false);
});
