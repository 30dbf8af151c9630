import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHeartbeat, type Heartbeat } from '../../../automation/stop/heartbeat.ts';
import { createStopLatch } from '../../../automation/stop/latch.ts';
import { exitOfError } from '../../../electron/cli/exit-codes.ts';
import { openAdapters, openStore } from '../../../electron/adapters.ts';
import { createSonny } from '../../../shared/app.ts';
import type { Origin, Sonny } from '../../../shared/ports/sonny.ts';
import type { StopLatch } from '../../../shared/ports/stop.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { memoryStopStore } from '../../fakes/memory-stop-store.ts';
import { until } from '../../fakes/until.ts';
import { reachIn } from '../../desktop/goals/reach.ts';

const GOAL = 'create a folder Taxes in Documents';
/** How long everyone may be gone. Milliseconds. */
const PATIENCE = 15_000;

let root: string;
let sonny: Sonny;
let stop: StopLatch;
let heartbeat: Heartbeat;
let clock: ManualClock;
let acting: boolean;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'sonny-unattended-'));
  mkdirSync(join(root, 'home/Documents'), { recursive: true });
  const env = { HOME: join(root, 'home'), PATH: process.env['PATH'] };
  const profile = join(root, 'profile');
  clock = new ManualClock();
  heartbeat = createHeartbeat(clock, PATIENCE);
  stop = createStopLatch(memoryStopStore(), clock);
  stop.arm(heartbeat);
  acting = false;
  const { ports } = openAdapters({ env, profile, store: openStore(profile), virtual: false });
  sonny = await createSonny({
    ...ports,
    stop,
    presence: heartbeat,
    performers: ports.performers.map((performer) => ({
      ...performer,
      perform: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          acting = true;
          signal.addEventListener('abort', () => reject(new SonnyError('CANCELLED')));
        }),
    })),
  });
});
afterEach(async () => {
  await sonny.close();
  rmSync(root, { recursive: true, force: true });
});

const approved = async (origin: Origin): Promise<string> => {
  const { runId } = await sonny.dispatch({ type: 'run.start', text: GOAL }, origin);
  const run: RunView = await reachIn(sonny, runId, ({ status }) => status === 'awaiting-approval');
  const { nonce = '', planHash = '' } = run.approval ?? {};
  await sonny.dispatch({ type: 'run.approve', runId, nonce, planHash }, origin);
  await until(() => acting);
  return runId;
};

test('with nobody there and nothing to stop it, nothing begins by a flag', async () => {
  expect(stop.armed).toBe(false);
  const refused = sonny.dispatch({ type: 'run.start', text: GOAL }, 'flag');
  await expect(refused).rejects.toMatchObject({ code: 'STOP_NOT_ARMED' });
  expect(exitOfError('STOP_NOT_ARMED')).toBe(3);
  expect(await sonny.dispatch({ type: 'history.list' })).toEqual([]);
});

test('a source that goes away between plan and yes is enough to refuse', async () => {
  stop.report({ source: 'shortcut', armed: true, say: 'Control+Alt+.' });
  const { runId } = await sonny.dispatch({ type: 'run.start', text: GOAL }, 'flag');
  const { approval } = await reachIn(sonny, runId, ({ status }) => status === 'awaiting-approval');
  stop.report({ source: 'shortcut', armed: false, say: 'taken' });
  const { nonce = '', planHash = '' } = approval ?? {};
  const refused = sonny.dispatch({ type: 'run.approve', runId, nonce, planHash }, 'flag');
  await expect(refused).rejects.toMatchObject({ code: 'STOP_NOT_ARMED' });
  expect(acting).toBe(false);
});

test('with a source armed, or somebody there, it begins; and nobody is missed who never was there', async () => {
  stop.report({ source: 'shortcut', armed: true, say: 'Control+Alt+.' });
  const runId = await approved('flag');
  clock.pass(10 * PATIENCE);
  expect(stop.pulled).toBeNull();
  await sonny.dispatch({ type: 'run.cancel', runId });
  stop.report({ source: 'shortcut', armed: false, say: 'taken' });
  heartbeat.watchers(1);
  await approved('flag');
});

test('the window of a run that a person began closes in the middle: the stop is pulled', async () => {
  heartbeat.watchers(1);
  const runId = await approved('person');
  heartbeat.watchers(0);
  clock.pass(PATIENCE);
  await until(() => stop.pulled !== null);
  expect(stop.pulled).toMatchObject({ source: 'heartbeat' });
  expect((await reachIn(sonny, runId, ({ status }) => status === 'cancelled')).status).toBe('cancelled');
});

test('a window that comes back in time goes on watching', async () => {
  heartbeat.watchers(1);
  await approved('person');
  heartbeat.watchers(0);
  clock.pass(PATIENCE - 1);
  heartbeat.watchers(1);
  clock.pass(PATIENCE);
  await Promise.resolve();
  expect(stop.pulled).toBeNull();
});
