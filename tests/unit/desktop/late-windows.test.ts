import { expect, test } from 'vitest';
import { createDesktopPerformers } from '../../../automation/desktop/performers/desktop-performers.ts';
import {
  createSimulatedDriver,
  filesInMemory,
  SIMULATED_APPLICATIONS,
} from '../../../automation/desktop/simulated/index.ts';
import type { Driver, Rect, Window } from '../../../shared/ports/driver.ts';
import type { Json } from '../../../shared/ports/performer.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { deedsOf } from '../../fakes/deeds.ts';
import { fastClock } from '../../fakes/fast-clock.ts';
import { memorySnapshots } from '../../fakes/memory-snapshots.ts';
import { progress } from '../../fakes/progress.ts';

/** How many looks later a window has the place that was asked for. */
const LATE = 4;
/** The place of the window comes so late, and is what `answer` makes of what was asked for. */
const lateDriver = (answer: (asked: Rect) => Rect): Driver => {
  const driver = createSimulatedDriver({ files: filesInMemory(new Map()) });
  const shown = new Map<number, { rect: Rect; asked: Rect; looks: number }>();
  const seen = (window: Window): Window => {
    const old = shown.get(window.id) ?? { rect: window.rect, asked: window.rect, looks: 0 };
    const same = JSON.stringify(old.asked) === JSON.stringify(window.rect);
    const looks = same ? old.looks + 1 : 0;
    const rect = looks < LATE ? old.rect : answer(window.rect);
    shown.set(window.id, { rect, asked: window.rect, looks });
    return { ...window, rect };
  };
  /** Restored, the simulated window has to have another place than maximised, as a real one has. */
  const normal = new Map<number, Rect>();
  return {
    ...driver,
    windows: async (given) => (await driver.windows(given)).map(seen),
    async setState(id, state, given) {
      const now = (await driver.windows(given)).find((window) => window.id === id);
      if (now?.state === 'normal') normal.set(id, now.rect);
      const rect = normal.get(id);
      if (state === 'normal' && now?.state === 'maximised' && rect) return driver.place(id, rect, given);
      return driver.setState(id, state, given);
    },
  };
};

const world = async (driver: Driver) => {
  const desk = { driver, clock: fastClock(10), ownWindow: () => false };
  const performers = createDesktopPerformers({ ...desk, snapshots: memorySnapshots(new Map()), pictures: '/nowhere' });
  const app = SIMULATED_APPLICATIONS.find(({ id }) => id === 'simulated.editor');
  if (!app) throw new Error('there is no editor');
  const args = { name: app.name, command: [...app.command], windowClass: app.windowClass };
  const window = WindowRef.parse((await deedsOf(performers).do('app.open', args)).outputs['window']);
  const now = async (): Promise<Pick<Window, 'rect' | 'state'>> => {
    for (let look = 0; look < LATE; look += 1) await driver.windows(progress());
    const [found] = await driver.windows(progress());
    if (!found) throw new Error('the window is gone');
    return { rect: found.rect, state: found.state };
  };
  await now();
  return { deeds: deedsOf(performers), window, now };
};

const exact = (rect: Rect): Rect => rect;
/** As a terminal, which is as wide and high as its characters. */
const inSteps = (rect: Rect): Rect => ({
  ...rect,
  width: 4 + Math.floor((rect.width - 4) / 6) * 6,
  height: 4 + Math.floor((rect.height - 4) / 13) * 13,
});

const CHANGES: readonly [string, Record<string, Json>, 'normal' | 'maximised'][] = [
  ['window.maximise', {}, 'normal'],
  ['window.restore', {}, 'maximised'],
  ['window.tile', { area: 'left' }, 'normal'],
  ['window.tile', { area: 'left' }, 'maximised'],
  ['window.resize', { width: 401, height: 307 }, 'normal'],
  ['window.move', { x: 7, y: 9 }, 'normal'],
];

test.each(
  CHANGES.flatMap(([skill, args, from]) => [
    { skill, args, from, how: 'as it was asked for', answer: exact },
    { skill, args, from, how: 'of the application’s own', answer: inSteps },
  ]),
)('$skill of a $from window whose place comes late and is $how is undone', async ({ skill, args, from, answer }) => {
  const driver = lateDriver(answer);
  const { deeds, window, now } = await world(driver);
  if (from === 'maximised') await driver.setState(window.id, 'maximised', progress());
  const before = await now();
  await deeds.do(skill, { ...args, window });
  expect(await now()).not.toEqual(before);
  expect(await deeds.undoAll()).toEqual(['undone']);
  expect((await now()).state).toBe(before.state);
  expect((await now()).rect).toEqual(before.rect);
});

test.each([
  ['window.restore', 'maximised'],
  ['window.tile', 'normal'],
] as const)('%s: a window that a person moved afterwards stays where it is', async (skill, from) => {
  const driver = lateDriver(exact);
  const { deeds, window, now } = await world(driver);
  await driver.setState(window.id, from, progress());
  await now();
  await deeds.do(skill, { window, area: 'left' });
  const mine = { x: 44, y: 55, width: 320, height: 240 };
  await driver.place(window.id, mine, progress());
  await now();
  expect(await deeds.undoAll()).toEqual(['kept']);
  expect((await now()).rect).toEqual(mine);
});
