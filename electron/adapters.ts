import { createHash } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { progressUntil } from '../shared/ports/progress.ts';
import { Browser } from '../automation/browser/browser.ts';
import { createBrowserEye } from '../automation/browser/eye.ts';
import { createBrowserObserver } from '../automation/browser/observer.ts';
import { createBrowserPerformers } from '../automation/browser/performers/browser-performers.ts';
import { createClockPerformers } from '../automation/clock/performers.ts';
import { createSystemClock } from '../automation/clock/system-clock.ts';
import { createSystemIds } from '../automation/clock/system-ids.ts';
import { createApplications } from '../automation/desktop/applications.ts';
import { createDriver, type DriverOptions } from '../automation/desktop/driver.ts';
import { createDesktopEye } from '../automation/desktop/eye.ts';
import type { LateDesktop } from '../automation/desktop/late-desktop.ts';
import { createDesktopObserver } from '../automation/desktop/observer.ts';
import { createDesktopPerformers } from '../automation/desktop/performers/desktop-performers.ts';
import { createScreenFeed } from '../automation/desktop/screen-feed.ts';
import { createLanding } from '../automation/files/landing.ts';
import { DEFAULT_APPLICATIONS } from '../automation/desktop/virtual-desktop/environment.ts';
import { createFileObserver } from '../automation/files/observer.ts';
import { createFilePerformers } from '../automation/files/performers.ts';
import { createPlaces } from '../automation/files/places.ts';
import { putInPlace } from '../automation/files/put-file.ts';
import { createSnapshots } from '../automation/files/snapshots.ts';
import { createMcpPlug } from '../automation/mcp/plug.ts';
import { createFreedesktopNotifier } from '../automation/notify/freedesktop.ts';
import { createPeerLinks } from '../automation/peers/links.ts';
import { openPictures } from '../automation/pictures/pictures.ts';
import { createModelClient } from '../automation/model/client.ts';
import { createModelProbe } from '../automation/model/probe.ts';
import type { ModelServer } from '../automation/model/server.ts';
import { createTuning } from '../automation/model/tuning.ts';
import { createWorkerPlanner } from '../automation/planner/worker-planner.ts';
import { openScripting } from '../automation/sandbox/open.ts';
import { openSettings } from '../automation/store/settings-store.ts';
import { type Heartbeat } from '../automation/stop/heartbeat.ts';
import { openStopping } from '../automation/stop/stopping.ts';
import { openJournal } from '../automation/store/sqlite-journal.ts';
import { openStreams } from '../automation/store/streams.ts';
import { Catalogue, type Ports } from '../shared/app.ts';
import type { RecordsPorts } from '../shared/app/records.ts';
import type { Notifier } from '../shared/ports/notifier.ts';
import type { Secrets } from '../shared/ports/secrets.ts';
import type { ScreenFeed } from '../shared/ports/screen.ts';
import { firstWordOf } from '../shared/protocol/model.ts';
import { openModel } from './model-choice.ts';
import { createModelKey } from './model-key.ts';
import { openRedactor } from './redactor.ts';
import { sessionSecrets } from './session-secrets.ts';
import { hasDisplay, openInBrowser } from './browser-launch.ts';
import { createDoctor } from './doctor.ts';

export interface AdaptersOptions {
  /** Of the programs that Sonny starts: names the display they appear on. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where that display is started when it is first needed. */
  readonly late?: LateDesktop | null;
  readonly profile: string;
  readonly store: Pick<Ports, 'journal' | 'settings'>;
  /** The display is Sonny's own, so that its picture may be shown. */
  readonly virtual: boolean;
  /** How the driver's worker is started, where it is not a child process of Node. */
  readonly fork?: DriverOptions['fork'];
  /** The host claims the stop's key chord by its own means. */
  readonly ownShortcut?: boolean;
  /** Where keys are kept; in memory when absent. */
  readonly secrets?: Secrets | undefined;
  /** The model's key, where a variable held it. */
  readonly modelKey?: string | undefined;
  /** Opens an address in the person's browser; false when that could not even be tried. By the desktop's own means when absent. */
  readonly openBrowser?: ((address: string) => Promise<boolean>) | undefined;
  /** How the host notifies, where it has means of its own. */
  readonly notifier?: Notifier | undefined;
  /** Told, as a line, what no notification service took. */
  readonly say?: (line: string) => void;
}

/**
 * Sonny's own windows: Electron's by their class, a browser's by how its title begins (the page's title, and what browsers
 * put behind it).
 */
const OWN_WINDOWS: readonly { readonly app?: string; readonly title: string }[] = [
  { app: 'sonny', title: '' },
  { title: 'Sonny · ' },
  { title: 'Sonny - ' },
  { title: 'Sonny — ' },
];
/** Files with more bytes than this are not kept for undo. */
const MOST_KEPT_BYTES = 256 << 20;
/** What pictures of acts may take together. */
const MOST_PICTURE_BYTES = 256_000_000;
const DOCTOR_PATIENCE_MS = 10_000;

const clock = createSystemClock();
const now = (): number => clock.now();

/** The journal and the settings of a profile. Rejects with PROFILE_IN_USE where another Sonny has it. */
export function openStore(profile: string): Pick<Ports, 'journal' | 'settings'> {
  const journal = openJournal({ folder: profile, now });
  try {
    return { journal, settings: openSettings({ folder: profile, now }) };
  } catch (thrown) {
    journal.close();
    throw thrown;
  }
}

/** Chooses what the program acts and looks with on this machine. Nothing is started before it is first used. */
export function openAdapters(options: AdaptersOptions): {
  readonly ports: Ports;
  readonly records: RecordsPorts;
  readonly screen: ScreenFeed | undefined;
  readonly heartbeat: Heartbeat;
} {
  const { env, late, profile, store, virtual, fork, ownShortcut = false } = options;
  const desktopEnv = late ? late.env : env;
  const home = (env['HOME'] || homedir()).replace(/(?<=.)\/+$/, '');
  const stopping = openStopping({ profile, env, late: late?.started, clock, shortcut: !ownShortcut });
  const { latch, own, heartbeat, takeover } = stopping;
  const driver = createDriver({
    env: desktopEnv,
    ownWindows: OWN_WINDOWS,
    onClient: own.set,
    ...(fork ? { fork } : {}),
  });
  stopping.brake(driver);
  const isOwnWindow: Ports['isOwnWindow'] = (window) =>
    window.pid === process.pid ||
    OWN_WINDOWS.some(({ app, title }) => window.title.startsWith(title) && (app === undefined || app === window.app));
  const snapshots = createSnapshots({
    folder: join(profile, 'snapshots'),
    maxBytes: MOST_KEPT_BYTES,
    mostBytes: () => store.settings.get().keepMegabytes * 1_000_000,
    now,
  });
  const pictures = join(profile, 'pictures');
  const taken = openPictures({
    driver,
    folder: join(profile, 'pictures-taken'),
    clock,
    limits: () => ({ days: store.settings.get().keepDays, bytes: MOST_PICTURE_BYTES }),
  });
  const data = env['XDG_DATA_HOME'];
  const roots = {
    home,
    temp: tmpdir(),
    closed: [profile],
    looked: [pictures],
    ...(data ? { trash: join(data, 'Trash') } : {}),
  };
  const desk = { driver, clock, ownWindow: isOwnWindow, snapshots, pictures };
  const browser = new Browser({
    env: desktopEnv,
    folder: join(profile, 'browser'),
    allowed: () => store.settings.get().webAllow,
  });
  const planner = createWorkerPlanner();
  const redactor = openRedactor(profile, env);
  const secrets = options.secrets ?? sessionSecrets();
  const modelKey = createModelKey({
    secrets,
    given: options.modelKey,
    baseUrl: () => store.settings.get().model.baseUrl,
    learn: (key) => redactor.learn(key),
  });
  const modelServer = (): ModelServer | null => {
    const settings = store.settings.get().model;
    const { baseUrl, name, embedding, firstWordSeconds: _first, recall: _recall, ...its } = settings;
    if (baseUrl === '' || name === '') return null;
    return {
      ...its,
      baseUrl,
      model: name,
      embeddingModel: embedding || undefined,
      firstToken: firstWordOf(settings) * 1000,
      key: () => modelKey.read(),
    };
  };
  const asking = { server: modelServer, clock, random: Math.random };
  const model = openModel(env, createModelClient(asking), { clock, redactor });
  const others = [
    ...createDesktopPerformers(desk),
    ...createFilePerformers({ roots, snapshots, clock }),
    ...createClockPerformers(clock),
    createBrowserPerformers(browser, createLanding({ roots, clock })),
  ];
  const places = createPlaces(roots);
  const scripting = openScripting({
    now,
    snapshots,
    resolve: (path) => places.content(path),
    put: putInPlace,
    performers: others,
  });
  // On a virtual display nobody sits who could sign in.
  const opens = async (address: string): Promise<boolean> =>
    !virtual && hasDisplay(env) && (await openInBrowser(address, env));
  const ids = createSystemIds(clock);
  const superuser = process.getuid?.() === 0;

  const ports: Ports = {
    ...store,
    clock,
    ids,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    home,
    isOwnWindow,
    catalogue: new Catalogue(),
    mcp: createMcpPlug({
      clock,
      folder: join(profile, 'mcp'),
      env,
      signIn: {
        secrets,
        learn: (secret) => redactor.learn(secret),
        secret: () => ids.secret(),
        openBrowser: options.openBrowser ?? opens,
      },
    }),
    performers: [...others, scripting.performer],
    scripts: scripting.scripts,
    eyes: [createDesktopEye(driver), createBrowserEye(browser)],
    observers: [createDesktopObserver(driver), createFileObserver({ roots }), createBrowserObserver(browser)],
    applications: createApplications({
      env,
      situation: { superuser, profiles: join(profile, 'applications'), ownOfficeProfile: virtual },
      ...(late ? { defaults: DEFAULT_APPLICATIONS } : {}),
    }),
    peerLinks: createPeerLinks(),
    planner,
    model,
    modelProbe: createModelProbe(asking),
    modelKey,
    tuning: createTuning(asking),
    redactor,
    health: createDoctor({
      desktop: () => driver.health(progressUntil(clock.now() + DOCTOR_PATIENCE_MS)),
      env,
      profile,
      nodeVersion: process.version,
      model: { settings: () => store.settings.get().model, key: () => modelKey.where() },
      walls: () => scripting.scripts.walls(),
    }),
    kept: snapshots,
    pictures: taken,
    stop: latch,
    notifier:
      options.notifier ?? createFreedesktopNotifier(env, ({ title, say }) => options.say?.(`\u0007${title}: ${say}`)),
    takeover,
    presence: heartbeat,
    acting: stopping.acting,
    async dispose() {
      stopping.close();
      scripting.close();
      await Promise.all([driver.dispose(), planner.close(), browser.close()]);
      await taken.close();
    },
  };
  const records: RecordsPorts = {
    journal: store.journal,
    clock,
    openMeter: async () => (await import('../automation/metrics/registry.ts')).createMeter(),
    streams: openStreams(profile),
    redactor,
  };
  return { ports, records, heartbeat, screen: virtual ? createScreenFeed(driver, clock) : undefined };
}
