import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createDriver, type DesktopDriver } from '../../../automation/desktop/driver.ts';
import { connectX11, type X11 } from '../../../automation/desktop/providers/x11/index.ts';
import { startVirtualDesktop } from '../../../automation/desktop/virtual-desktop.ts';
import type { FromWorker } from '../../../automation/desktop/worker-protocol.ts';
import type { StartWorker } from '../../../automation/desktop/worker-process.ts';
import { openStopping, type Stopping } from '../../../automation/stop/stopping.ts';
import type { StopSource } from '../../../shared/ports/stop.ts';
import { endProcesses, processesWith } from '../scenarios/own-processes.ts';
import { witness, type Witness } from './witness.ts';

/** A desktop where a driver acts, a person (a program of another connection) interferes, and a witness counts. */
export interface StopDesk {
  readonly env: Readonly<Record<string, string>>;
  readonly profile: string;
  readonly stopping: Stopping;
  readonly driver: DesktopDriver;
  /** Types and clicks without ever looking. */
  readonly typist: DesktopDriver;
  /** Process ids of typists, in the order in which they were started. */
  readonly typists: readonly number[];
  readonly person: X11;
  readonly witness: Witness;
  armed(source: StopSource): Promise<void>;
  dispose(): Promise<void>;
}

export async function stopDesk(): Promise<StopDesk> {
  const root = await mkdtemp(join(tmpdir(), 'sonny-stop-desk-'));
  const profile = join(root, 'profile');
  const desktop = await startVirtualDesktop({ base: { PATH: process.env['PATH'], HOME: root } });
  const { env } = desktop;
  const stopping = openStopping({ profile, env, clock: createSystemClock(), shortcut: true });
  const typists: number[] = [];
  const forkTypist: StartWorker = (given) => {
    const child = fork(new URL('./typist.ts', import.meta.url), { env: { ...given }, execArgv: [] });
    typists.push(child.pid ?? 0);
    return {
      post: (message) => void (child.connected && child.send(message, () => undefined)),
      onMessage: (listener) => child.on('message', (message) => listener(message as FromWorker)),
      onExit: (listener) => child.once('exit', () => listener()),
      kill: () => child.kill('SIGKILL'),
    };
  };
  const driver = createDriver({ env, onClient: stopping.own.set });
  const typist = createDriver({ env, fork: forkTypist, onClient: stopping.own.set });
  for (const hand of [driver, typist]) stopping.brake(hand);
  const cookie = readFileSync(env['XAUTHORITY'] ?? '').subarray(-16);
  const person = await connectX11({ display: desktop.display, cookie });
  const counting = await witness(env);
  return {
    env,
    profile,
    stopping,
    driver,
    typist,
    typists,
    person,
    witness: counting,
    armed: (source) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (stopping.latch.view().sources.some((one) => one.source === source && one.armed)) resolve();
        };
        stopping.latch.onChange(look);
        look();
      }),
    async dispose() {
      stopping.close();
      person.close();
      counting.close();
      await Promise.all([driver.dispose(), typist.dispose()]);
      endProcesses(await processesWith('XAUTHORITY', env['XAUTHORITY'] ?? ''));
      await desktop.dispose();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Resolves at the next pull of the stop. */
export const pulled = ({ stopping: { latch } }: StopDesk): Promise<void> =>
  new Promise((resolve) => {
    if (latch.pulled) return resolve();
    const leave = latch.onPull(() => {
      leave();
      resolve();
    });
  });
