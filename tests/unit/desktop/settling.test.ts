import { beforeEach, expect, test } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createDesktopPerformers } from '../../../automation/desktop/performers/desktop-performers.ts';
import {
  createSimulatedDriver,
  filesInMemory,
  SIMULATED_APPLICATIONS,
} from '../../../automation/desktop/simulated/index.ts';
import type { Driver } from '../../../shared/ports/driver.ts';
import type { ConflictChoice, Json, Performer } from '../../../shared/ports/performer.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { memorySnapshots } from '../../fakes/memory-snapshots.ts';
import { progress } from '../../fakes/progress.ts';

/** In each medium of the desktop: a person's later change is kept, shown in three versions, and each choice can be taken back. */
let files: Map<string, string>;
let driver: Driver;
let performers: readonly Performer[];

beforeEach(() => {
  files = new Map();
  driver = createSimulatedDriver({ files: filesInMemory(files) });
  const desk = { driver, clock: createSystemClock(), ownWindow: () => false };
  performers = createDesktopPerformers({ ...desk, snapshots: memorySnapshots(files), pictures: '/nowhere' });
});

const performerOf = (skill: string): Performer => {
  const performer = performers.find(({ skills }) => skills.includes(skill));
  if (!performer) throw new Error(`nothing does ${skill}`);
  return performer;
};

const open = async (): Promise<WindowRef> => {
  const app = SIMULATED_APPLICATIONS.find(({ id }) => id === 'simulated.editor');
  if (!app) throw new Error('there is no editor');
  const args = { name: app.name, command: [...app.command], windowClass: app.windowClass };
  const { outputs } = await performerOf('app.open').perform({ skill: 'app.open', args, key: '0' }, progress());
  return WindowRef.parse(outputs['window']);
};

const contest = async (skill: string, args: Record<string, Json>, edit: () => Promise<unknown>) => {
  const performer = performerOf(skill);
  const call = { skill, args, key: '1' };
  const { receipt } = await performer.perform(call, progress());
  await edit();
  const { status, conflict } = await performer.undo(call, receipt, progress());
  expect(status).toBe('kept');
  const { settling } = performer;
  if (!settling || !conflict) throw new Error('there is nothing to choose');
  let prepared: Json = null;
  return {
    conflict,
    async choose(choice: ConflictChoice) {
      const given = await settling.prepare(call, receipt, choice, progress());
      prepared = JSON.parse(JSON.stringify(given)) as Json;
      return (await settling.settle(call, receipt, choice, prepared, progress())).status;
    },
    takeBack: async () => (await settling.takeBack(call, prepared, progress())).status,
  };
};

test('text in a window', async () => {
  const window = await open();
  const text = (): Promise<string | null> => driver.readText(window.id, null, progress());
  await driver.enterText(window.id, 'Dear Anna', 'insert', null, progress());
  const edit = () => driver.enterText(window.id, ', bye', 'insert', null, progress());
  const { conflict, choose, takeBack } = await contest('text.write', { window, text: ', hello' }, edit);
  expect(conflict).toMatchObject({
    what: 'text',
    before: { text: 'Dear Anna' },
    left: { text: 'Dear Anna, hello' },
    now: { text: 'Dear Anna, hello, bye' },
  });
  expect([await choose('restore'), await text()]).toEqual(['undone', 'Dear Anna']);
  expect([await takeBack(), await text()]).toEqual(['undone', 'Dear Anna, hello, bye']);
});

test('the clipboard', async () => {
  const text = (): Promise<string | null> => driver.readClipboard(progress());
  await driver.writeClipboard('before', progress());
  const { conflict, choose, takeBack } = await contest('clipboard.write', { text: 'Sonny’s' }, () =>
    driver.writeClipboard('mine', progress()),
  );
  expect(conflict).toMatchObject({ what: 'clipboard', left: { text: 'Sonny’s' }, now: { text: 'mine' } });
  expect([await choose('restore'), await text()]).toEqual(['undone', 'before']);
  expect([await takeBack(), await text()]).toEqual(['undone', 'mine']);
});

test('where a window stands', async () => {
  const window = await open();
  const at = async () => (await driver.windows(progress())).find(({ id }) => id === window.id)?.rect;
  const before = await at();
  const mine = { x: 44, y: 55, width: 320, height: 240 };
  const { conflict, choose, takeBack } = await contest('window.tile', { window, area: 'left' }, () =>
    driver.place(window.id, mine, progress()),
  );
  expect(conflict).toMatchObject({ what: 'window', now: { say: '320 × 240 at 44, 55' } });
  expect([await choose('restore'), await at()]).toEqual(['undone', before]);
  expect([await takeBack(), await at()]).toEqual(['undone', mine]);
});

test('a file that an application saved', async () => {
  files.set('/home/a.txt', 'old');
  const window = await open();
  await driver.enterText(window.id, 'new', 'insert', null, progress());
  const { conflict, choose, takeBack } = await contest(
    'document.save-as',
    { window, path: '/home/a.txt', replace: true },
    async () => files.set('/home/a.txt', 'mine'),
  );
  expect(conflict).toMatchObject({
    before: { text: 'old' },
    left: { text: 'new' },
    now: { text: 'mine' },
    choices: ['keep', 'restore', 'both'],
  });
  await choose('both');
  expect(Object.fromEntries(files)).toEqual({ '/home/a.txt': 'mine', '/home/a (before Sonny).txt': 'old' });
  await takeBack();
  await choose('restore');
  expect(Object.fromEntries(files)).toEqual({ '/home/a.txt': 'old' });
  await takeBack();
  expect(Object.fromEntries(files)).toEqual({ '/home/a.txt': 'mine' });
});
