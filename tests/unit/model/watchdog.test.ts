import { expect, it } from 'vitest';
import { Watchdog } from '../../../automation/model/watchdog.ts';
import type { SonnyError } from '../../../shared/protocol/errors.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { settle } from '../../fakes/manual-timers.ts';

const open = (deadline = 1_000_000) => {
  const clock = new ManualClock();
  const ended: SonnyError[] = [];
  const limits = { first: 1000, between: 200, deadline: clock.now() + deadline };
  const watchdog = new Watchdog(clock, limits, (why) => ended.push(why));
  const pass = async (ms: number): Promise<void> => {
    clock.pass(ms);
    await settle();
  };
  return { watchdog, ended, pass, clock };
};

it('waits longer for the first word than between two, and says how long it was silent', async () => {
  const { watchdog, ended, pass } = open();
  await pass(900);
  watchdog.hear();
  await pass(150);
  watchdog.hear();
  await pass(199);
  expect(ended).toEqual([]);
  await pass(1);
  await pass(20);
  expect(ended).toMatchObject([{ code: 'MODEL_SLOW', details: 'It said nothing for 0.2 s.' }]);
});

it('hears what came while the process itself stood still before it ends anything', async () => {
  const { watchdog, ended, pass } = open();
  await pass(60_000);
  watchdog.hear();
  await pass(20);
  expect(ended).toEqual([]);
  await pass(200);
  await pass(20);
  expect(ended).toHaveLength(1);
});

it('ends at the deadline, whatever is heard, once', async () => {
  const { watchdog, ended, pass } = open(500);
  for (let n = 0; n < 8; n++) {
    watchdog.hear();
    await pass(100);
  }
  expect(ended).toMatchObject([{ code: 'DEADLINE' }]);
});

it('ends nothing once it was ended, and leaves no timer', async () => {
  const { watchdog, ended, pass, clock } = open();
  await settle();
  watchdog.end();
  await settle();
  expect(clock.sleeping).toBe(0);
  await pass(10_000);
  expect(ended).toEqual([]);
});
