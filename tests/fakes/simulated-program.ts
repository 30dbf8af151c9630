import { mkdir, mkdtemp, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDesktopObserver } from '../../automation/desktop/observer.ts';
import { createDesktopPerformers } from '../../automation/desktop/performers/desktop-performers.ts';
import { SIMULATED_APPLICATIONS } from '../../automation/desktop/simulated/index.ts';
import { createSnapshots } from '../../automation/files/snapshots.ts';
import { openPictures } from '../../automation/pictures/pictures.ts';
import { openAdapters, openStore } from '../../electron/adapters.ts';
import { createSonny, type Ports } from '../../shared/app.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Driver } from '../../shared/ports/driver.ts';
import type { Observer } from '../../shared/ports/observer.ts';
import type { Sonny } from '../../shared/ports/sonny.ts';
import { isEnded, type RunView } from '../../shared/protocol/run.ts';

/** The whole program over real files and a simulated desktop, with a person who says what a test tells them to. */
export interface SimulatedProgram {
  readonly sonny: Sonny;
  readonly ports: Ports;
  readonly home: string;
  readonly profile: string;
  /** Starts a goal; resolves where it waits for the person or has ended. */
  propose(goal: string): Promise<RunView>;
  /** Says yes to what the run asks now; resolves where it waits for the next word or has ended. */
  approve(run: RunView): Promise<RunView>;
  /** Says yes until the end. */
  run(goal: string): Promise<RunView>;
  /** Where the run waits for the person or has ended. */
  settled(runId: string): Promise<RunView>;
  dispose(): Promise<void>;
}

const waits = (run: RunView): boolean =>
  isEnded(run.status) || run.status === 'paused' || run.question !== undefined || run.approval !== undefined;

/** Simulated programs have numbers, but no processes that this machine knows of. */
const processes: Observer = {
  kinds: ['process'],
  observe: async (query) => ({ query, path: 'process', value: { exists: true } }),
};

/**
 * @param pictured whether pictures are taken of the simulated screen
 * @param plugs what the program is given besides
 * @param at a home folder and a profile that are there already: another's, which was killed
 */
export const openSimulatedProgram = async (
  driver: Driver,
  clock?: Clock,
  pictured = false,
  plugs: Partial<
    Pick<Ports, 'model' | 'eyes' | 'tuning' | 'catalogue' | 'performers' | 'takeover' | 'presence' | 'notifier'>
  > & { readonly browse?: (address: string) => Promise<boolean> } = {},
  at?: { readonly home: string; readonly profile: string },
): Promise<SimulatedProgram> => {
  const root = await mkdtemp(join(tmpdir(), 'sonny-simulated-'));
  const { home, profile } = at ?? { home: join(root, 'home'), profile: join(root, 'profile') };
  await mkdir(join(home, 'Documents'), { recursive: true });
  const env = { HOME: home, PATH: process.env['PATH'] };
  // The pictures would be of this machine's own screen.
  const { browse: openBrowser, ...given } = plugs;
  const opened = openAdapters({ env, profile, store: openStore(profile), virtual: false, openBrowser });
  const { pictures: _, ...real } = opened.ports;
  const snapshots = createSnapshots({ folder: join(profile, 'kept'), maxBytes: 1 << 20, discard: unlink });
  const time = clock ?? real.clock;
  const desk = { driver, clock: time, ownWindow: () => false, snapshots, pictures: join(profile, 'pictures') };
  const limits = (): { days: number; bytes: number } => ({ days: 30, bytes: 1 << 24 });
  const taken = openPictures({ driver, folder: join(profile, 'pictures-taken'), clock: time, limits });
  const ports: Ports = {
    ...real,
    ...(pictured ? { pictures: taken } : {}),
    ...given,
    clock: time,
    performers: [...(plugs.performers ?? []), ...createDesktopPerformers(desk), ...real.performers],
    observers: [processes, createDesktopObserver(driver), ...real.observers],
    applications: { list: async () => SIMULATED_APPLICATIONS, defaults: async () => ({}) },
    isOwnWindow: () => false,
  };
  const sonny = await createSonny(ports);

  const settled = (runId: string): Promise<RunView> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        sonny.dispatch({ type: 'run.get', runId }).then((run) => {
          if (!waits(run)) return;
          stop();
          resolve(run);
        }, reject);
      };
      const stop = sonny.subscribe(look);
      look();
    });
  const propose = async (goal: string): Promise<RunView> =>
    settled((await sonny.dispatch({ type: 'run.start', text: goal })).runId);
  const approve = async ({ id: runId, approval }: RunView): Promise<RunView> => {
    const { nonce = '', planHash = '' } = approval ?? {};
    const read = approval?.digest?.map(({ stepId }) => stepId) ?? [];
    await sonny.dispatch({ type: 'run.approve', runId, nonce, planHash, read });
    return settled(runId);
  };
  return {
    sonny,
    ports,
    home,
    profile,
    propose,
    approve,
    settled,
    async run(goal) {
      let run = await propose(goal);
      while (run.approval) run = await approve(run);
      return run;
    },
    async dispose() {
      await sonny.close();
      await driver.dispose();
      await taken.close();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
