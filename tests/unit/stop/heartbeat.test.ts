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

test('a run that a person began stops when nobody has been there for a while', async () => {
  const { heartbeat, pulls, armed, pass } = beating();
  heartbeat.watchers(1);
  heartbeat.watched(true);
  expect(armed.at(-1)).toBe(true);
  expect(heartbeat.someone).toBe(true);
  heartbeat.watchers(0);
  expect(heartbeat.someone).toBe(false);
  await pass(999);
  expect(pulls).toEqual([]);
  await pass(1);
  expect(pulls).toEqual(['No window of Sonny has been connected for 1 seconds.']);
});

test('a window that comes back in time, or a run that ends, is no loss', async () => {
  const { heartbeat, pulls, pass } = beating();
  heartbeat.watchers(1);
  heartbeat.watched(true);
  heartbeat.watchers(0);
  await pass(900);
  heartbeat.watchers(1);
  await pass(900);
  heartbeat.watchers(0);
  await pass(900);
  heartbeat.watched(false);
  await pass(5000);
  expect(pulls).toEqual([]);
});

test('where nobody ever was, nobody is missed; nor while nothing acts, nor after its end', async () => {
  const { heartbeat, pulls, armed, pass } = beating();
  heartbeat.watched(true);
  await pass(5000);
  expect(armed.every((one) => !one)).toBe(true);
  heartbeat.watched(false);
  heartbeat.watchers(1);
  heartbeat.watchers(0);
  await pass(5000);
  heartbeat.watched(true);
  heartbeat.close();
  await pass(5000);
  expect(pulls).toEqual([]);
});
