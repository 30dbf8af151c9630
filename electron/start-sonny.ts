import { lateDesktop } from '../automation/desktop/late-desktop.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../automation/desktop/virtual-desktop.ts';
import { openSecretService } from '../automation/keychain/secret-service.ts';
import { createSonny } from '../shared/app.ts';
import { createRecords, type Records } from '../shared/app/records.ts';
import { progressUntil } from '../shared/ports/progress.ts';
import type { ScreenFeed } from '../shared/ports/screen.ts';
import type { Sonny } from '../shared/ports/sonny.ts';
import type { StopLatch } from '../shared/ports/stop.ts';
import { SonnyError } from '../shared/protocol/errors.ts';
import { isEnded } from '../shared/protocol/run.ts';
import type { ViewEvent } from '../shared/protocol/views.ts';
import { KEY_VARIABLE } from './model-key.ts';
import { makeProfile } from './server/profile.ts';
import { windowsLeft } from './windows-left.ts';
import { type AdaptersOptions, openAdapters, openStore } from './adapters.ts';

export interface StartOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly profile: string;
  /** When a virtual desktop is started, where one is wanted: at once, so that it can be shown, or when something first needs it. */
  readonly desktop?: 'at-once' | 'when-needed';
  /** Told what a person should know about the start, a line each. */
  readonly say: (line: string) => void;
  readonly fork?: AdaptersOptions['fork'];
  /** The host claims the stop's key chord by its own means and says so by `stop.report`. */
  readonly ownShortcut?: boolean;
  /** How the host notifies, where it has means of its own. */
  readonly notifier?: AdaptersOptions['notifier'];
  /** Opens an address in the person's browser, where the host has means of its own. */
  readonly openBrowser?: AdaptersOptions['openBrowser'];
  /** Where keys are kept; where the host has no keychain of its own, in the desktop's, else in memory. */
  readonly secrets?: AdaptersOptions['secrets'];
}

/** How long is looked for what is open on a desktop that ends, in milliseconds. */
const LOOKING_MS = 3000;

type AdaptersOpened = ReturnType<typeof openAdapters>;

export interface Started {
  readonly sonny: Sonny;
  readonly stop: StopLatch;
  /** Told how many windows and terminals are connected. */
  readonly heartbeat: AdaptersOpened['heartbeat'];
  /** The picture of the desktop, where it is Sonny's own virtual one. */
  readonly screen: ScreenFeed | undefined;
  readonly virtual: boolean;
  /** Metrics and streams of what was run. */
  readonly records: Records;
  /** A fresh text of 256 bits of chance. */
  readonly secret: () => string;
  /** Ends the program and its virtual desktop. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the program for a host: on this session's display, or on a virtual one where there is none or SONNY_VIRTUAL=1
 * asks for it. Without any display it starts all the same; steps that need one then say NO_DISPLAY.
 */
export async function startSonny({
  env: given,
  profile,
  say,
  fork,
  ownShortcut = false,
  notifier,
  openBrowser,
  secrets,
  desktop: when = 'at-once',
}: StartOptions): Promise<Started> {
  // A key is for the model's server alone: no program that is started from here gets it, and no report of a crash holds it.
  const { [KEY_VARIABLE]: modelKey, ...env } = given;
  delete process.env[KEY_VARIABLE];
  makeProfile(profile, env);
  const store = openStore(profile);
  for (const { notice } of [store.journal, store.settings])
    if (notice) say(toldOf(new SonnyError(notice.code, notice.details)));
  const asked = env['SONNY_VIRTUAL'] === '1';
  const wanted = process.platform === 'linux' && (asked || !(env['DISPLAY'] || env['WAYLAND_DISPLAY']));
  const tell = ({ display }: { readonly display: string }): void =>
    say(`${asked ? 'SONNY_VIRTUAL=1' : 'There is no display'}: Sonny works on a virtual display, ${display}.`);
  let lateRuns = false;
  const tellLate = (started: VirtualDesktop): void => {
    lateRuns = true;
    tell(started);
  };
  const late = wanted && when === 'when-needed' ? lateDesktop({ base: env }, tellLate) : null;
  const desktop = wanted && !late ? await virtualDesktop(env, tell, say) : null;
  const virtual = late !== null || desktop !== null;
  try {
    const adapters = {
      env: desktop?.env ?? env,
      late,
      profile,
      store,
      virtual,
      ownShortcut,
      notifier,
      openBrowser,
      secrets: secrets ?? (await openSecretService(env)) ?? undefined,
      modelKey,
      say,
      ...(fork ? { fork } : {}),
    };
    const { ports, records: recorded, screen, heartbeat } = openAdapters(adapters);
    const sonny = await createSonny(ports);
    const records = createRecords(recorded);
    // A disk that is full now is tried again at the next end of a run; the journal has it all.
    const keep = (): Promise<void> => records.keepStreams().catch(() => {});
    sonny.subscribe((event) => {
      if (endsRun(event) || event.type === 'stop') void keep();
      if (event.type === 'run.forgotten') records.forget(event.runId).catch((thrown: unknown) => say(String(thrown)));
    });
    const close = async (): Promise<void> => {
      await keep();
      // A person whose window is gone with the desktop is not to wonder where it is.
      const left = lateRuns
        ? await windowsLeft(ports.observers, progressUntil(ports.clock.now() + LOOKING_MS)).catch(() => null)
        : null;
      await sonny.close();
      await (late ?? desktop)?.dispose();
      if (left !== null) say(left);
    };
    return { sonny, records, stop: ports.stop, heartbeat, screen, virtual, secret: () => ports.ids.secret(), close };
  } catch (thrown) {
    store.journal.close();
    await desktop?.dispose();
    throw thrown;
  }
}

/** What went wrong and what to do, on one line. */
const toldOf = (error: SonnyError): string => {
  const { say, details = '', hint } = error.view();
  return [say, details, hint].filter(Boolean).join(' ');
};

const endsRun = (event: ViewEvent): boolean =>
  (event.type === 'run' && isEnded(event.run.status)) || (event.type === 'run.head' && isEnded(event.head.status));

async function virtualDesktop(
  env: StartOptions['env'],
  tell: (desktop: VirtualDesktop) => void,
  say: StartOptions['say'],
): Promise<VirtualDesktop | null> {
  try {
    const desktop = await startVirtualDesktop({ base: env });
    tell(desktop);
    return desktop;
  } catch (thrown) {
    say(toldOf(SonnyError.from(thrown)));
    return null;
  }
}
