import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDriver, type DesktopDriver } from '../../automation/desktop/driver.ts';
import { connectX11, type X11 } from '../../automation/desktop/providers/x11/index.ts';
import { startVirtualDesktop } from '../../automation/desktop/virtual-desktop.ts';
import { forkWorker, type WorkerProcess } from '../../automation/desktop/worker-process.ts';
import type { Window } from '../../shared/ports/driver.ts';
import { endProcesses, processesWith } from './scenarios/own-processes.ts';
import { progress } from './scenarios/world.ts';

/** A desktop with the driver under test, and a connection of its own to look from outside. */
export interface HandFixture {
  readonly env: Record<string, string>;
  readonly driver: DesktopDriver;
  readonly outside: X11;
  /** Workers in the order in which they were started. */
  readonly workers: readonly WorkerProcess[];
  open(command: readonly string[], windowClass: string): Promise<Window>;
  dispose(): Promise<void>;
}

export async function handFixture(): Promise<HandFixture> {
  const home = await mkdtemp(join(tmpdir(), 'sonny-hand-'));
  const desktop = await startVirtualDesktop({ base: { PATH: process.env['PATH'], HOME: home } });
  const { env } = desktop;
  const workers: WorkerProcess[] = [];
  const driver = createDriver({
    env,
    ownWindows: [{ title: 'Sonny itself' }],
    fork: (given) => {
      const worker = forkWorker(given);
      workers.push(worker);
      return worker;
    },
  });
  const cookie = (await readFile(env['XAUTHORITY'] ?? '')).subarray(-16);
  const outside = await connectX11({ display: desktop.display, cookie });
  return {
    env,
    driver,
    outside,
    workers,
    open: async (command, windowClass) => (await driver.launch(command, windowClass, progress(30_000))).window,
    async dispose() {
      outside.close();
      await driver.dispose();
      endProcesses(await processesWith('XAUTHORITY', env['XAUTHORITY'] ?? ''));
      await desktop.dispose();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
