import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser } from '../../automation/browser/browser.ts';
import { createBrowserEye } from '../../automation/browser/eye.ts';
import { createBrowserObserver } from '../../automation/browser/observer.ts';
import { createBrowserPerformers } from '../../automation/browser/performers/browser-performers.ts';
import { createClockPerformers } from '../../automation/clock/performers.ts';
import { createApplications } from '../../automation/desktop/applications.ts';
import { createDriver, type DesktopDriver, type DriverOptions } from '../../automation/desktop/driver.ts';
import { createDesktopEye } from '../../automation/desktop/eye.ts';
import type { LateDesktop } from '../../automation/desktop/late-desktop.ts';
import { createDesktopObserver } from '../../automation/desktop/observer.ts';
import { createDesktopPerformers } from '../../automation/desktop/performers/desktop-performers.ts';
import { DEFAULT_APPLICATIONS } from '../../automation/desktop/virtual-desktop/environment.ts';
import { createLanding } from '../../automation/files/landing.ts';
import { createFileObserver } from '../../automation/files/observer.ts';
import { createFilePerformers } from '../../automation/files/performers.ts';
import { createPlaces, trashOf } from '../../automation/files/places.ts';
import { createTrashCan } from '../../automation/files/trash-can.ts';
import { putInPlace } from '../../automation/files/put-file.ts';
import { createSnapshots } from '../../automation/files/snapshots.ts';
import { openPictures } from '../../automation/pictures/pictures.ts';
import { openScripting } from '../../automation/sandbox/open.ts';
import type { Ports } from '../../shared/app.ts';
import { isOwnWindow, OWN_WINDOWS } from './own-windows.ts';

export interface WorldOptions extends Pick<Ports, 'clock' | 'home' | 'settings'> {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly late: LateDesktop | null;
  readonly profile: string;
  readonly virtual: boolean;
  readonly fork: DriverOptions['fork'];
  readonly onClient: NonNullable<DriverOptions['onClient']>;
}

type Plugs = 'applications' | 'eyes' | 'isOwnWindow' | 'kept' | 'observers' | 'performers' | 'pictures' | 'scripts';

export interface World extends Required<Pick<Ports, Plugs>> {
  readonly driver: DesktopDriver;
  close(): Promise<void>;
}

/** Files with more bytes than this are not kept for undo. */
const MOST_KEPT_BYTES = 256 << 20;
/** What pictures of acts may take together. */
const MOST_PICTURE_BYTES = 256_000_000;

/** What Sonny acts with and looks with: the desktop, its browser, files, scripts and what each keeps. */
export const openWorld = ({
  env,
  late,
  profile,
  virtual,
  fork,
  onClient,
  clock,
  home,
  settings,
}: WorldOptions): World => {
  const desktopEnv = late ? late.env : env;
  const now = (): number => clock.now();
  const driver = createDriver({ env: desktopEnv, ownWindows: OWN_WINDOWS, onClient, ...(fork ? { fork } : {}) });
  const browser = new Browser({
    env: desktopEnv,
    folder: join(profile, 'browser'),
    allowed: () => settings.get().webAllow,
  });
  const pictures = openPictures({
    driver,
    folder: join(profile, 'pictures-taken'),
    clock,
    limits: () => ({ days: settings.get().keepDays, bytes: MOST_PICTURE_BYTES }),
  });
  /** Of what steps were told to take without saying where to. */
  const pictureFolder = join(profile, 'pictures');
  const data = env['XDG_DATA_HOME'];
  const roots = {
    home,
    temp: tmpdir(),
    closed: [profile],
    looked: [pictureFolder],
    ...(data ? { trash: join(data, 'Trash') } : {}),
  };
  const kept = createSnapshots({
    folder: join(profile, 'snapshots'),
    maxBytes: MOST_KEPT_BYTES,
    mostBytes: () => settings.get().keepMegabytes * 1_000_000,
    now,
    discard: createTrashCan(trashOf(roots), clock).put,
  });
  const performers = [
    ...createDesktopPerformers({ driver, clock, ownWindow: isOwnWindow, snapshots: kept, pictures: pictureFolder }),
    ...createFilePerformers({ roots, snapshots: kept, clock }),
    ...createClockPerformers(clock),
    createBrowserPerformers(browser, createLanding({ roots, clock })),
  ];
  const places = createPlaces(roots);
  const scripting = openScripting({
    now,
    snapshots: kept,
    resolve: (path) => places.content(path),
    put: putInPlace,
    performers,
  });
  return {
    driver,
    isOwnWindow,
    kept,
    pictures,
    performers: [...performers, scripting.performer],
    scripts: scripting.scripts,
    eyes: [createDesktopEye(driver), createBrowserEye(browser)],
    observers: [createDesktopObserver(driver), createFileObserver({ roots }), createBrowserObserver(browser)],
    applications: createApplications({
      env,
      situation: {
        superuser: process.getuid?.() === 0,
        profiles: join(profile, 'applications'),
        ownOfficeProfile: virtual,
      },
      ...(late ? { defaults: DEFAULT_APPLICATIONS } : {}),
    }),
    async close() {
      scripting.close();
      await Promise.all([driver.dispose(), browser.close()]);
      await pictures.close();
    },
  };
};
