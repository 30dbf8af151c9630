import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '../automation/clock/system-clock.ts';
import { createSystemIds } from '../automation/clock/system-ids.ts';
import type { DriverOptions } from '../automation/desktop/driver.ts';
import type { LateDesktop } from '../automation/desktop/late-desktop.ts';
import { createScreenFeed } from '../automation/desktop/screen-feed.ts';
import { createMcpPlug } from '../automation/mcp/plug.ts';
import { createFreedesktopNotifier } from '../automation/notify/freedesktop.ts';
import { createPeerLinks } from '../automation/peers/links.ts';
import { createWorkerPlanner } from '../automation/planner/worker-planner.ts';
import type { Heartbeat } from '../automation/stop/heartbeat.ts';
import { openStopping } from '../automation/stop/stopping.ts';
import { openSettings } from '../automation/store/settings-store.ts';
import { openJournal } from '../automation/store/sqlite-journal.ts';
import { openStreams } from '../automation/store/streams.ts';
import { Catalogue, type Ports } from '../shared/app.ts';
import type { RecordsPorts } from '../shared/app/records.ts';
import type { Notifier } from '../shared/ports/notifier.ts';
import { progressUntil } from '../shared/ports/progress.ts';
import type { ScreenFeed } from '../shared/ports/screen.ts';
import type { Secrets } from '../shared/ports/secrets.ts';
import { openModels } from './adapters/models.ts';
import { openWorld } from './adapters/world.ts';
import { hasDisplay, openInBrowser } from './browser-launch.ts';
import { createDoctor } from './doctor.ts';
import { openRedactor } from './redactor.ts';
import { sessionSecrets } from './session-secrets.ts';

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

const DOCTOR_PATIENCE_MS = 10_000;

const clock = createSystemClock();

/** The journal and the settings of a profile. Rejects with PROFILE_IN_USE where another Sonny has it. */
export function openStore(profile: string): Pick<Ports, 'journal' | 'settings'> {
  const now = (): number => clock.now();
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
  const { env, late = null, profile, store, virtual, fork, ownShortcut = false } = options;
  const { journal, settings } = store;
  const home = (env['HOME'] || homedir()).replace(/(?<=.)\/+$/, '');
  const stopping = openStopping({ profile, env, late: late?.started, clock, shortcut: !ownShortcut });
  const {
    driver,
    close: leaveWorld,
    ...world
  } = openWorld({
    env,
    late,
    profile,
    virtual,
    fork,
    onClient: stopping.own.set,
    clock,
    home,
    settings,
  });
  stopping.brake(driver);
  const planner = createWorkerPlanner();
  const redactor = openRedactor(profile, env);
  const secrets = options.secrets ?? sessionSecrets();
  const models = openModels({ env, clock, redactor, settings, secrets, key: options.modelKey });
  // On a virtual display nobody sits who could sign in.
  const opens = async (address: string): Promise<boolean> =>
    !virtual && hasDisplay(env) && (await openInBrowser(address, env));
  const ids = createSystemIds(clock);

  const ports: Ports = {
    ...store,
    ...world,
    ...models,
    clock,
    ids,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    home,
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
    peerLinks: createPeerLinks(),
    planner,
    redactor,
    health: createDoctor({
      desktop: () => driver.health(progressUntil(clock.now() + DOCTOR_PATIENCE_MS)),
      env,
      profile,
      nodeVersion: process.version,
      model: { settings: () => settings.get().model, key: () => models.modelKey.where() },
      walls: () => world.scripts.walls(),
    }),
    stop: stopping.latch,
    notifier: options.notifier ?? createFreedesktopNotifier(env, ({ title, say }) => options.say?.(`${title}: ${say}`)),
    takeover: stopping.takeover,
    presence: stopping.heartbeat,
    acting: stopping.acting,
    async dispose() {
      stopping.close();
      await Promise.all([leaveWorld(), planner.close()]);
    },
  };
  const records: RecordsPorts = {
    journal,
    clock,
    openMeter: async () => (await import('../automation/metrics/registry.ts')).createMeter(),
    streams: openStreams(profile),
    redactor,
  };
  return {
    ports,
    records,
    heartbeat: stopping.heartbeat,
    screen: virtual ? createScreenFeed(driver, clock) : undefined,
  };
}
