import { expect, test } from 'vitest';
import { createHeartbeat } from '../../../automation/stop/heartbeat.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

function beating() {
  const clock = new ManualClock();
  const heartbeat = createHeartbeat(clock, 1000);
  const pulls: string[] = [];
  const armed: boolean[] = [];
  heartbeat.start({ pull: (reason) => pulls.push(reason), ready: (now) => armed.push(now) });
  const pass = async (ms: number): Promise<void> => {
    clock.pass(ms);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { heartbeat, pulls, armed, pass };
}

test('a run that is left to itself stops when no window has been there for a while', async () => {
  const { heartbeat, pulls, armed, pass } = beating();
  heartbeat.windows(1);
  heartbeat.unattended(true);
  expect(armed.at(-1)).toBe(true);
  heartbeat.windows(0);
  await pass(999);
  expect(pulls).toEqual([]);
  await pass(1);
  expect(pulls).toEqual(['No window of Sonny has been connected for 1 seconds.']);
});

test('a window that comes back in time, or a run that ends, is no loss', async () => {
  const { heartbeat, pulls, pass } = beating();
  heartbeat.unattended(true);
  await pass(900);
  heartbeat.windows(1);
  await pass(900);
  heartbeat.windows(0);
  await pass(900);
  heartbeat.unattended(false);
  await pass(5000);
  expect(pulls).toEqual([]);
});

test('it does not listen while someone attends, and not after its end', async () => {
  const { heartbeat, pulls, armed, pass } = beating();
  heartbeat.windows(0);
  await pass(5000);
  expect(armed.every((one) => !one)).toBe(true);
  heartbeat.unattended(true);
  heartbeat.close();
  await pass(5000);
  expect(pulls).toEqual([]);
});
