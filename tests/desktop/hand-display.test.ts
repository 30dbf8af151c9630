import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createDriver } from '../../automation/desktop/driver.ts';
import { startVirtualDesktop } from '../../automation/desktop/virtual-desktop.ts';
import { processesWith } from './scenarios/own-processes.ts';
import { progress } from './scenarios/world.ts';

const base = { PATH: process.env['PATH'], HOME: process.env['HOME'] };

test('missing programs are named by their packages', async () => {
  await expect(startVirtualDesktop({ base: { PATH: '/nowhere' } })).rejects.toMatchObject({
    code: 'NO_DISPLAY',
    details: expect.stringContaining('apt-get install xvfb openbox dbus') as string,
  });
});

test('dispose ends everything that was started and removes its folder', async () => {
  const { env, dispose } = await startVirtualDesktop({ base });
  const authority = env['XAUTHORITY'] ?? '';
  expect((await processesWith('XAUTHORITY', authority)).length).toBeGreaterThan(2);
  await dispose();
  await expect.poll(() => processesWith('XAUTHORITY', authority), { timeout: 10_000 }).toEqual([]);
  expect(existsSync(env['XDG_RUNTIME_DIR'] ?? '')).toBe(false);
});

test('an aborted start leaves nothing', async () => {
  const stop = new AbortController();
  const starting = startVirtualDesktop({ base, signal: stop.signal });
  stop.abort();
  await expect(starting).rejects.toMatchObject({ code: 'CANCELLED' });
});

test.each(['SIGTERM', 'SIGKILL'] as const)('a host that ends by %s takes its desktop along', async (signal) => {
  const module = new URL('../../automation/desktop/virtual-desktop.ts', import.meta.url).href;
  const program = `
    const { startVirtualDesktop } = await import(${JSON.stringify(module)});
    const { env } = await startVirtualDesktop();
    process.stdout.write(env.XAUTHORITY);
    setInterval(() => undefined, 1000);`;
  const host = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [authority] = (await once(host.stdout, 'data')) as [Buffer];
  expect((await processesWith('XAUTHORITY', authority.toString())).length).toBeGreaterThan(2);
  host.kill(signal);
  await once(host, 'exit');
  await expect.poll(() => processesWith('XAUTHORITY', authority.toString()), { timeout: 10_000 }).toEqual([]);
});

test('without a display every call says so', async () => {
  const driver = createDriver({ env: { ...base, DISPLAY: ':4999' } });
  try {
    await expect(driver.health(progress())).rejects.toMatchObject({ code: 'NO_DISPLAY' });
    await expect(driver.windows(progress())).rejects.toMatchObject({ code: 'NO_DISPLAY' });
  } finally {
    await driver.dispose();
  }
  await expect(driver.windows(progress())).rejects.toMatchObject({ code: 'DRIVER_DOWN' });
});

test('a display that goes away is noticed', async () => {
  const { env, dispose } = await startVirtualDesktop({ base });
  const driver = createDriver({ env });
  try {
    expect(await driver.windows(progress())).toEqual([]);
    await dispose();
    await expect(driver.windows(progress())).rejects.toMatchObject({ code: 'NO_DISPLAY' });
  } finally {
    await driver.dispose();
  }
});
