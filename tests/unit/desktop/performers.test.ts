import { beforeEach, describe, expect, test } from 'vitest';
import { createDesktopPerformers } from '../../../automation/desktop/performers/desktop-performers.ts';
import {
  createSimulatedDriver,
  filesInMemory,
  SIMULATED_APPLICATIONS,
} from '../../../automation/desktop/simulated/index.ts';
import type { Driver, KeptClipboard, Window } from '../../../shared/ports/driver.ts';
import type { Json, Performer } from '../../../shared/ports/performer.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { memorySnapshots } from '../../fakes/memory-snapshots.ts';
import { deedsOf, type Deeds } from '../../fakes/deeds.ts';
import { JumpingClock } from '../../fakes/jumping-clock.ts';
import { progress } from '../../fakes/progress.ts';

let files: Map<string, string>;
let driver: Driver;
let performers: readonly Performer[];
let deeds: Deeds;
let clock: JumpingClock;
let isOwn: (window: Window) => boolean;

beforeEach(() => {
  files = new Map();
  driver = createSimulatedDriver({ files: filesInMemory(files) });
  isOwn = () => false;
  clock = new JumpingClock();
  performers = createDesktopPerformers({
    driver,
    clock,
    ownWindow: (window) => isOwn(window),
    snapshots: memorySnapshots(files),
    pictures: '/nowhere',
  });
  deeds = deedsOf(performers);
});

const open = async (kind: string): Promise<WindowRef> => {
  const app = SIMULATED_APPLICATIONS.find(({ id }) => id === `simulated.${kind}`);
  if (app === undefined) throw new Error(`there is no ${kind}`);
  const args = { app: app.id, name: app.name, command: [...app.command], windowClass: app.windowClass };
  return WindowRef.parse((await deeds.do('app.open', args)).outputs['window']);
};

const textOf = (window: WindowRef): Promise<string | null> => driver.readText(window.id, null, progress());
const windows = (): Promise<readonly Window[]> => driver.windows(progress());

/** Every skill that touches a window, with arguments that would do something. */
const TOUCHING: readonly [string, Record<string, Json>][] = [
  ['app.focus', {}],
  ['app.close', {}],
  ['window.move', { x: 1, y: 1 }],
  ['window.tile', { area: 'left' }],
  ['window.minimise', {}],
  ['text.write', { text: 'x' }],
  ['text.replace', { find: 'a', with: 'b' }],
  ['text.copy', {}],
  ['document.save', { path: '/a.txt' }],
  ['document.save-as', { path: '/a.txt' }],
  ['keys.press', { chord: 'Return' }],
  ['element.click', { name: 'Save' }],
  ['element.press-all', { names: ['1'] }],
  ['pointer.click', { x: 1, y: 1 }],
];

describe.each(TOUCHING)('%s', (skill, args) => {
  test('refuses a window whose id belongs to another process by now', async () => {
    const window = await open('editor');
    const before = await windows();
    const gone = { ...window, pid: (window.pid ?? 0) + 1 };
    await expect(deeds.do(skill, { ...args, window: gone })).rejects.toMatchObject({ code: 'TARGET_GONE' });
    expect(await windows()).toEqual(before);
  });

  test('refuses Sonny’s own window', async () => {
    const window = await open('editor');
    const before = await windows();
    isOwn = ({ id }) => id === window.id;
    await expect(deeds.do(skill, { ...args, window })).rejects.toMatchObject({ code: 'REFUSED_BY_POLICY' });
    expect(await windows()).toEqual(before);
  });
});

test('what was written, saved and opened is taken back', async () => {
  const window = await open('editor');
  await deeds.do('text.write', { window, text: 'Füße' });
  expect((await deeds.do('document.save-as', { window, path: '/home/a.txt' })).outputs).toEqual({
    path: '/home/a.txt',
    text: 'Füße',
  });
  expect(files).toEqual(new Map([['/home/a.txt', 'Füße']]));
  expect(await deeds.undoAll()).toEqual(['undone', 'undone', 'undone']);
  expect(files.size).toBe(0);
  expect(await windows()).toEqual([]);
});

test('a file that is there is replaced only when the plan says so', async () => {
  files.set('/home/a.txt', 'old');
  const window = await open('editor');
  await deeds.do('text.write', { window, text: 'new' });
  const args = { window, path: '/home/a.txt' };
  await expect(deeds.do('document.save-as', args)).rejects.toMatchObject({ code: 'FILE_EXISTS' });
  expect(await windows()).toHaveLength(1);
  await deeds.do('document.save-as', { ...args, replace: true });
  expect(files.get('/home/a.txt')).toBe('new');
  await deeds.undoAll();
  expect(files.get('/home/a.txt')).toBe('old');
});

test('a file that was changed after saving is kept', async () => {
  const window = await open('editor');
  await deeds.do('text.write', { window, text: 'mine' });
  await deeds.do('document.save-as', { window, path: '/home/a.txt' });
  files.set('/home/a.txt', 'yours');
  expect((await deeds.undoAll())[0]).toBe('kept');
  expect(files.get('/home/a.txt')).toBe('yours');
});

test('text that was changed after writing is kept, and so is its window', async () => {
  const window = await open('editor');
  await deeds.do('text.write', { window, text: 'mine' });
  await driver.enterText(window.id, ' and yours', 'insert', null, progress());
  expect(await deeds.undoAll()).toEqual(['kept', 'kept']);
  expect(await textOf(window)).toBe('mine and yours');
  expect(await windows()).toHaveLength(1);
});

test('a window with unsaved text is not closed by a plan', async () => {
  const window = await open('editor');
  await deeds.do('text.write', { window, text: 'unsaved' });
  await expect(deeds.do('window.close', { window })).rejects.toMatchObject({ code: 'REFUSED_BY_POLICY' });
  expect((await windows()).map(({ id }) => id)).toEqual([window.id]);
});

test('every occurrence is replaced and counted; none is an error', async () => {
  const window = await open('editor');
  await deeds.do('text.write', { window, text: 'cat, cat and dog' });
  expect((await deeds.do('text.replace', { window, find: 'cat', with: 'cow' })).outputs).toEqual({ count: 2 });
  expect(await textOf(window)).toBe('cow, cow and dog');
  await expect(deeds.do('text.replace', { window, find: 'cat', with: 'x' })).rejects.toMatchObject({
    code: 'TARGET_MISSING',
  });
});

test.each([
  ['editor', 'done', 'its window names notes.txt'],
  ['calculator', 'unverified', 'The window “Calculator” does not say that it shows notes.txt'],
])('a file is opened once the window shows it: %s', async (kind, status, say) => {
  files.set('/home/ada/notes.txt', 'milk');
  const app = SIMULATED_APPLICATIONS.find(({ id }) => id === `simulated.${kind}`);
  const args = { app: kind, name: kind, command: [...(app?.command ?? [])], windowClass: app?.windowClass ?? '' };
  const opening = deeds.do('app.open', { ...args, file: '/home/ada/notes.txt' });
  let isOver = false;
  void opening.finally(() => (isOver = true));
  await expect
    .poll(() => {
      clock.jump(500);
      return isOver;
    })
    .toBe(true);
  const { status: came, evidence } = await opening;
  expect(came).toBe(status);
  expect(evidence.at(-1)?.say).toBe(say);
});

test('a folder is handed to the application that is to show it', async () => {
  const app = SIMULATED_APPLICATIONS.find(({ id }) => id === 'simulated.editor');
  const launched: (readonly string[])[] = [];
  const { launch } = driver;
  driver.launch = (command, windowClass, at) => {
    launched.push(command);
    return launch(app?.command ?? [], windowClass, at);
  };
  const args = { app: 'files', name: 'Files', command: ['thunar'], windowClass: app?.windowClass ?? '' };
  await deeds.do('app.open', { ...args, folder: '/home/ada/Documents' });
  expect(launched).toEqual([['thunar', '/home/ada/Documents']]);
  expect(await deeds.undoAll()).toEqual(['undone']);
  expect(await windows()).toEqual([]);
});

test('a clipboard that changed between planning and pasting is not pasted', async () => {
  const window = await open('editor');
  await driver.writeClipboard('other', progress());
  await expect(deeds.do('text.paste', { window, text: 'meant' })).rejects.toMatchObject({ code: 'TARGET_GONE' });
  expect(await textOf(window)).toBe('');
});

test('a clipboard that somebody used since is kept', async () => {
  await driver.writeClipboard('before', progress());
  await deeds.do('clipboard.write', { text: 'mine' });
  await driver.writeClipboard('yours', progress());
  expect(await deeds.undoAll()).toEqual(['kept']);
  expect(await driver.readClipboard(progress())).toBe('yours');
});

test('a clipboard that is cleared is given back as it was, and what somebody copied since is kept', async () => {
  await driver.writeClipboard('before', progress());
  const done = await deeds.do('clipboard.clear', {});
  expect(done).toMatchObject({ status: 'done', evidence: [{ say: 'The clipboard holds nothing.', holds: true }] });
  expect((await driver.keepClipboard(progress()))?.formats).toEqual([]);
  expect(await deeds.undoAll()).toEqual(['undone']);
  expect(await driver.readClipboard(progress())).toBe('before');

  await deeds.do('clipboard.clear', {});
  await driver.writeClipboard('yours', progress());
  expect(await deeds.undoAll()).toEqual(['kept']);
  expect(await driver.readClipboard(progress())).toBe('yours');
});

test('a picture on the clipboard is given back in its format, and one that somebody copied since is kept', async () => {
  const held = (data: string): KeptClipboard => ({ formats: [{ name: 'image/png', type: 'ATOM', bits: 8, data }] });
  let now: KeptClipboard = held('AAAA');
  driver.keepClipboard = async () => now;
  driver.readClipboard = async () => null;
  driver.putClipboard = async (kept) => {
    now = kept;
    return { status: 'verified', evidence: [] };
  };
  await deeds.do('clipboard.clear', {});
  expect(now).toEqual({ formats: [] });
  expect(await deeds.undoAll()).toEqual(['undone']);
  expect(now).toEqual(held('AAAA'));
  await deeds.do('clipboard.clear', {});
  now = held('BBBB');
  expect([await deeds.undoAll(), now]).toEqual([['kept'], held('BBBB')]);
});

test('no button is pressed when one of them is missing', async () => {
  const window = await open('calculator');
  const before = await textOf(window);
  await expect(deeds.do('element.press-all', { window, names: ['1', 'no such key'] })).rejects.toMatchObject({
    code: 'TARGET_MISSING',
  });
  expect(await textOf(window)).toBe(before);
});

test('what a calculator shows where there is no result is none', async () => {
  const window = await open('calculator');
  await expect(deeds.do('element.press-all', { window, names: ['1', '/', '0', '='] })).rejects.toMatchObject({
    code: 'WRONG_EFFECT',
    details: 'That can’t be calculated: the display reads Infinity.',
  });
});

test('a point outside of the window is not clicked', async () => {
  const window = await open('editor');
  await expect(deeds.do('pointer.click', { window, x: 5000, y: 1 })).rejects.toMatchObject({ code: 'TARGET_MISSING' });
});

test('the browser is given web addresses only', async () => {
  for (const url of ['javascript:alert(1)', 'file:///etc/passwd', '--no-sandbox', 'about:blank'])
    await expect(
      deeds.do('page.open', { url, command: ['simulated-browser'], windowClass: 'simulated-browser' }),
    ).rejects.toMatchObject({ code: 'REFUSED_BY_POLICY' });
  expect(await windows()).toEqual([]);
});

test('a window that is waited for never comes: the deadline ends it', async () => {
  const late = performers.find(({ skills }) => skills.includes('wait.window'));
  await expect(
    late?.perform({ skill: 'wait.window', args: { title: 'Nothing' }, key: '1' }, progress(80)),
  ).rejects.toMatchObject({ code: 'DEADLINE' });
});

test('an abort ends a wait', async () => {
  const abort = new AbortController();
  const late = performers.find(({ skills }) => skills.includes('wait.window'));
  const waiting = late?.perform(
    { skill: 'wait.window', args: { title: 'Nothing' }, key: '1' },
    { ...progress(), signal: abort.signal },
  );
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
});
