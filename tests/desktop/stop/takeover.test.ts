import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Activity } from '../../../shared/ports/stop.ts';
import { until } from '../../fakes/until.ts';
import { progress } from '../../fakes/progress.ts';
import { stopDesk, type StopDesk } from './stop-desk.ts';

const run = promisify(execFile);

let desk: StopDesk;
let noticed: Activity[];
let leave: () => void;
beforeAll(async () => {
  desk = await stopDesk();
  await desk.armed('corner');
  await until(() => desk.stopping.takeover?.ready.armed === true);
});
afterAll(() => desk.dispose());
beforeEach(() => {
  noticed = [];
  leave = desk.stopping.takeover?.onActivity((activity) => noticed.push(activity) > 0) ?? (() => undefined);
  desk.stopping.acting(true);
});
afterEach(() => {
  leave();
  desk.stopping.acting(false);
});

const xdotool = (...args: readonly string[]) => run('xdotool', args, { env: { ...desk.env } });
/** Past the time in which a hand that has just said yes still lies on keys and mouse. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1100));
const type = (text: string) => desk.typist.enterText(0, text, 'insert', null, progress());

test('1000 actions of Sonny’s own are never taken for a person', { timeout: 60_000 }, async () => {
  await settled();
  for (let time = 0; time < 250; time += 1) {
    await type('aB');
    await desk.typist.press(0, 'Control+Shift+s', progress());
    const at = { x: 100 + ((time * 37) % 900), y: 100 + ((time * 53) % 500) };
    await desk.typist.pointer(0, { at, button: 'left', count: 1 }, progress());
    await desk.typist.pointer(0, { at, button: 'right', count: 2 }, progress());
  }
  // What is on its way has arrived once a person's key has.
  expect(noticed).toEqual([]);
  await xdotool('key', 'x');
  await expect.poll(() => noticed.map(({ kind }) => kind)).toEqual(['key']);
});

test('a worker that is replaced is Sonny’s own from its first key', async () => {
  await settled();
  for (let time = 0; time < 3; time += 1) {
    process.kill(desk.typists.at(-1) ?? 0, 'SIGKILL');
    await expect
      .poll(
        () =>
          type('again')
            .then(() => true)
            .catch(() => false),
        // A worker takes long to start on a busy machine.
        { timeout: 10_000 },
      )
      .toBe(true);
  }
  await settled();
  expect(noticed).toEqual([]);
});

test.each([
  ['a key', 'key', ['key', 'x']],
  ['a button', 'button', ['click', '1']],
  ['the pointer', 'pointer', ['mousemove_relative', '40', '0']],
] as const)('%s of a person is noticed while Sonny types, and once', async (_, kind, act) => {
  await settled();
  const enough = new AbortController();
  const typed = (async () => {
    while (!enough.signal.aborted) await type('abCdefGhij'.repeat(20));
  })();
  await xdotool(...act);
  await xdotool(...act);
  await expect.poll(() => noticed.map((one) => one.kind)).toEqual([kind]);
  enough.abort();
  await typed;
});

test('handed back, it listens again', async () => {
  await settled();
  await xdotool('key', 'x');
  await expect.poll(() => noticed.length).toBe(1);
  desk.stopping.acting(false);
  await xdotool('key', 'x');
  desk.stopping.acting(true);
  await settled();
  expect(noticed).toHaveLength(1);
  await xdotool('key', 'x');
  await expect.poll(() => noticed.length).toBe(2);
});

test('a nudge of the table, and the hand that has just said yes, are no takeover', async () => {
  await xdotool('mousemove_relative', '300', '0');
  await xdotool('keyup', 'Return');
  await settled();
  await xdotool('mousemove_relative', '3', '0');
  await xdotool('mousemove_relative', '--', '-3', '0');
  await type('a');
  expect(noticed).toEqual([]);
});
