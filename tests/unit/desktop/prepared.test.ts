import { beforeEach, expect, test } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createDesktopPerformers } from '../../../automation/desktop/performers/desktop-performers.ts';
import {
  createSimulatedDriver,
  filesInMemory,
  SIMULATED_APPLICATIONS,
} from '../../../automation/desktop/simulated/index.ts';
import type { Driver } from '../../../shared/ports/driver.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { deedsOf, type Deeds } from '../../fakes/deeds.ts';
import { memorySnapshots } from '../../fakes/memory-snapshots.ts';
import { progress } from '../../fakes/progress.ts';

/** Undo as after crashes that swallowed the outcome of every act: by what was kept before each alone. */
let files: Map<string, string>;
let driver: Driver;
let deeds: Deeds;

beforeEach(() => {
  files = new Map();
  driver = createSimulatedDriver({ files: filesInMemory(files) });
  const desk = { driver, clock: createSystemClock(), ownWindow: () => false };
  deeds = deedsOf(createDesktopPerformers({ ...desk, snapshots: memorySnapshots(files), pictures: '/nowhere' }));
});

const open = async (): Promise<WindowRef> => {
  const app = SIMULATED_APPLICATIONS.find(({ id }) => id === 'simulated.editor');
  if (!app) throw new Error('there is no editor');
  const args = { name: app.name, command: [...app.command], windowClass: app.windowClass };
  return WindowRef.parse((await deeds.do('app.open', args)).outputs['window']);
};

const state = async () => ({
  files: Object.fromEntries(files),
  clipboard: await driver.readClipboard(progress()),
  windows: await Promise.all(
    (await driver.windows(progress())).map(async ({ id, rect, state: how, active }) => ({
      ...{ rect, how, active },
      text: await driver.readText(id, null, progress()),
    })),
  ),
});

test('what was opened, written, replaced, copied and saved goes back', async () => {
  files.set('/home/a.txt', 'old');
  await driver.writeClipboard('before', progress());
  const before = await state();
  const window = await open();
  await deeds.do('text.write', { window, text: 'aaa' });
  await deeds.do('text.replace', { window, find: 'a', with: 'ba' });
  await deeds.do('text.copy', { window });
  await deeds.do('text.paste', { window });
  await deeds.do('clipboard.write', { text: 'mine' });
  await deeds.do('document.save-as', { window, path: '/home/a.txt', replace: true });
  expect(files.get('/home/a.txt')).toBe('babababababa');
  expect(new Set(await deeds.undoAll('lost'))).toEqual(new Set(['undone']));
  expect(await state()).toEqual(before);
});

test('windows go back to where they were', async () => {
  const window = await open();
  const before = await state();
  const arranging = deedsOf(
    createDesktopPerformers({
      ...{ driver, clock: createSystemClock(), ownWindow: () => false },
      ...{ snapshots: memorySnapshots(files), pictures: '/nowhere' },
    }),
  );
  for (const [skill, args] of [
    ['window.move', { x: 7, y: 9 }],
    ['window.tile', { area: 'left' }],
    ['window.resize', { width: 300, height: 200 }],
    ['window.maximise', {}],
    ['window.restore', {}],
    ['window.minimise', {}],
  ] as const)
    await arranging.do(skill, { window, ...args });
  expect(new Set(await arranging.undoAll('lost'))).toEqual(new Set(['undone']));
  expect(await state()).toEqual(before);
});

test.each([
  ['clipboard.write', { text: 'mine' }],
  ['clipboard.clear', {}],
])('an undo of %s that was cut off is seen to have been done, and to have not', async (skill, args) => {
  await driver.writeClipboard('before', progress());
  const before = await driver.keepClipboard(progress());
  await deeds.do(skill, args);
  expect(await deeds.isBack()).toBe(false);
  await driver.putClipboard(before ?? { formats: [] }, progress());
  expect(await deeds.isBack()).toBe(true);
});

test('of a copied text, too', async () => {
  const window = await open();
  await driver.enterText(window.id, 'Dear Anna', 'insert', null, progress());
  await driver.writeClipboard('before', progress());
  await deeds.do('text.copy', { window });
  expect(await deeds.isBack()).toBe(false);
  await driver.writeClipboard('before', progress());
  expect(await deeds.isBack()).toBe(true);
});

test('and of a window that was moved, but not of one that was closed since', async () => {
  const window = await open();
  const [{ rect } = { rect: { x: 0, y: 0, width: 1, height: 1 } }] = await driver.windows(progress());
  await deeds.do('window.move', { window, x: 7, y: 9 });
  expect(await deeds.isBack()).toBe(false);
  await driver.place(window.id, rect, progress());
  expect(await deeds.isBack()).toBe(true);
  await driver.close(window.id, progress());
  expect(await deeds.isBack()).toBe(false);
});

test('half a text is taken back, and one with a person’s own words in it is not', async () => {
  const window = await open();
  await driver.enterText(window.id, 'Dear Anna', 'insert', null, progress());
  await deeds.do('text.write', { window, text: ', how are you?' });
  await driver.enterText(window.id, 'Dear Anna, how', 'replace', null, progress());
  expect((await deeds.undoAll('lost'))[0]).toBe('undone');
  expect(await driver.readText(window.id, null, progress())).toBe('Dear Anna');
  await deeds.do('text.write', { window, text: ', how are you?' });
  await driver.enterText(window.id, ' Bye.', 'insert', null, progress());
  expect(await deeds.undoAll('lost')).toEqual(['kept']);
  expect(await driver.readText(window.id, null, progress())).toBe('Dear Anna, how are you? Bye.');
});

test('of two windows that came since, neither is closed', async () => {
  await open();
  const [opening] = await driver.windows(progress());
  await driver.launch(['simulated-editor'], opening?.app ?? '', progress());
  expect(await deeds.undoAll('lost')).toEqual(['kept']);
  expect(await driver.windows(progress())).toHaveLength(2);
});
