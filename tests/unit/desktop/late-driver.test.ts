import { expect, it } from 'vitest';
import { createDriver } from '../../../automation/desktop/driver.ts';
import type { WorkerProcess } from '../../../automation/desktop/worker-process.ts';
import { progress } from '../../fakes/progress.ts';

/** A worker that answers every call at once and notes what it was sent. */
const worker = (sent: unknown[]): WorkerProcess => {
  let tell: (message: never) => void = () => {};
  return {
    post(message) {
      sent.push(message);
      if (message.type === 'call') tell({ type: 'result', id: message.id, value: [] } as never);
      if (message.type === 'halt') tell({ type: 'halted' } as never);
    },
    onMessage: (listener) => void (tell = listener as typeof tell),
    onExit: () => {},
    kill: () => {},
  };
};

const late = () => {
  const { promise, resolve } = Promise.withResolvers<Record<string, string>>();
  const sent: unknown[] = [];
  const envs: unknown[] = [];
  let asked = 0;
  const driver = createDriver({
    env: () => {
      asked += 1;
      return promise;
    },
    fork: (env) => {
      envs.push(env);
      return worker(sent);
    },
  });
  return { driver, open: () => resolve({ DISPLAY: ':7' }), sent, envs, asked: () => asked };
};

it('asks for the desktop at the first call, and starts its worker there', async () => {
  const { driver, open, envs, asked } = late();
  expect(asked()).toBe(0);
  const looking = driver.windows(progress());
  expect(asked()).toBe(1);
  open();
  expect(await looking).toEqual([]);
  await driver.windows(progress());
  expect(envs).toEqual([{ DISPLAY: ':7' }]);
  await driver.dispose();
});

it('a call that waits for the desktop ends when it is aborted, and one after the end is refused', async () => {
  const { driver } = late();
  const ending = new AbortController();
  const looking = driver.windows({ ...progress(), signal: ending.signal });
  ending.abort();
  await expect(looking).rejects.toMatchObject({ code: 'CANCELLED' });
  await driver.dispose();
  await expect(driver.windows(progress())).rejects.toMatchObject({ code: 'DRIVER_DOWN' });
});

it('a stop before there is a desktop holds once there is one', async () => {
  const { driver, open } = late();
  await driver.halt();
  open();
  await expect(driver.press(1, 'ctrl+s', progress())).rejects.toMatchObject({ code: 'STOPPED' });
  driver.resume();
  await driver.press(1, 'ctrl+s', progress());
  await driver.dispose();
});
