import { mkdir, mkdtemp, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createApplications } from '../../../automation/desktop/applications.ts';
import { createDriver } from '../../../automation/desktop/driver.ts';
import { createDesktopObserver } from '../../../automation/desktop/observer.ts';
import { createDesktopPerformers } from '../../../automation/desktop/performers/desktop-performers.ts';
import { startVirtualDesktop } from '../../../automation/desktop/virtual-desktop.ts';
import { createSnapshots } from '../../../automation/files/snapshots.ts';
import type { Application, Applications } from '../../../shared/ports/applications.ts';
import type { Driver } from '../../../shared/ports/driver.ts';
import type { Observer } from '../../../shared/ports/observer.ts';
import type { Json, Performer } from '../../../shared/ports/performer.ts';
import type { Snapshots } from '../../../shared/ports/snapshots.ts';
import { endProcesses, processesWith } from './own-processes.ts';
import { secondPath, type SecondPath } from './second-path.ts';

export { progress } from '../../fakes/progress.ts';

/** A desktop, a home and everything that acts on them, for one test file. Nothing in it is simulated. */
export interface World {
  /** A temporary home with Documents, Downloads, Pictures and Desktop. */
  readonly home: string;
  /** Sonny's own profile folder, outside of that home. */
  readonly profile: string;
  readonly env: Readonly<Record<string, string>>;
  readonly driver: Driver;
  readonly performers: readonly Performer[];
  readonly observer: Observer;
  readonly snapshots: Snapshots;
  readonly applications: Applications;
  readonly second: SecondPath;
  /** The arguments of `app.open` for an installed application. */
  application(id: string): Promise<Record<string, Json>>;
  dispose(): Promise<void>;
}

const FOLDERS = ['Documents', 'Downloads', 'Pictures', 'Desktop'];

const openArgs = ({ id, name, command, windowClass }: Application): Record<string, Json> => ({
  app: id,
  name,
  command: [...command],
  windowClass,
});

/** Starts it all; `dispose` ends what it started, process by process, and removes both folders. */
export const createWorld = async (): Promise<World> => {
  const root = await mkdtemp(join(tmpdir(), 'sonny-world-'));
  const [home, profile] = [join(root, 'home'), join(root, 'profile')];
  for (const folder of [...FOLDERS.map((name) => join(home, name)), profile]) await mkdir(folder, { recursive: true });
  const { XDG_CONFIG_HOME: _config, XDG_DATA_HOME: _data, XDG_CACHE_HOME: _cache, ...base } = process.env;
  const desktop = await startVirtualDesktop({ base: { ...base, HOME: home } });
  const driver = createDriver({ env: desktop.env });
  const clock = createSystemClock();
  const snapshots = createSnapshots({ folder: join(profile, 'snapshots'), maxBytes: 1 << 20, discard: unlink });
  const desk = { driver, clock, snapshots, ownWindow: () => false, pictures: join(profile, 'pictures') };
  const applications = createApplications({
    env: desktop.env,
    situation: { superuser: process.getuid?.() === 0, profiles: join(profile, 'applications'), ownOfficeProfile: true },
  });
  return {
    home,
    profile,
    env: desktop.env,
    driver,
    performers: createDesktopPerformers(desk),
    observer: createDesktopObserver(driver),
    snapshots,
    applications,
    second: secondPath(desktop.env),
    async application(id) {
      const found = (await applications.list()).find((application) => application.id === id);
      if (found === undefined) throw new Error(`${id} is not installed`);
      return openArgs(found);
    },
    async dispose() {
      await driver.dispose();
      endProcesses(await processesWith('XAUTHORITY', desktop.env['XAUTHORITY'] ?? ''));
      await desktop.dispose();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
