import type { Driver } from '../../shared/ports/driver.ts';
import type { Halts } from '../../shared/ports/stop.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { callsTo } from './calls.ts';
import type { Desktop, Frame } from './desktop.ts';
import type { OwnWindows } from './targets.ts';
import { forkWorker, type StartWorker } from './worker-process.ts';
import type { Method } from './worker-protocol.ts';

export interface DriverOptions {
  /** Environment of the desktop: DISPLAY, DBUS_SESSION_BUS_ADDRESS ... Programs are started with it too. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How a worker is started; a child process of Node unless Electron gives its own. */
  readonly fork?: StartWorker;
  /** Windows of Sonny itself: they get no input and appear in no picture. */
  readonly ownWindows?: readonly OwnWindows[];
  /** Told as which client of the display the worker acts; null when that client is gone. */
  readonly onClient?: (client: number | null) => void;
}

/** The driver with the live view's way to look, and the brake that a stop pulls. */
export interface DesktopDriver extends Driver, Halts {
  frame(previous: number | null, progress: Progress): Promise<Frame | null>;
}

const RELEASE_MS = 1000;

/** A driver whose worker starts with the first call. Nothing that hangs on the desktop hangs this process. */
export function createDriver(options: DriverOptions): DesktopDriver {
  const { env, fork = forkWorker, ownWindows = [], onClient = () => undefined } = options;
  const calls = callsTo(fork, env, ownWindows, onClient);

  function ask<M extends Exclude<Method, 'releaseAll'>>(method: M): Desktop[M] {
    const run = (...given: unknown[]) => calls.call(method, given.slice(0, -1), given.at(-1) as Progress);
    return run as unknown as Desktop[M];
  }
  async function releaseAll(): Promise<void> {
    const progress = { signal: new AbortController().signal, deadline: Date.now() + RELEASE_MS, log: () => undefined };
    await calls.call('releaseAll', [], progress);
  }

  return {
    health: ask('health'),
    windows: ask('windows'),
    focus: ask('focus'),
    place: ask('place'),
    setState: ask('setState'),
    close: ask('close'),
    workArea: ask('workArea'),
    elements: ask('elements'),
    click: ask('click'),
    readText: ask('readText'),
    enterText: ask('enterText'),
    press: ask('press'),
    pointer: ask('pointer'),
    readClipboard: ask('readClipboard'),
    writeClipboard: ask('writeClipboard'),
    keepClipboard: ask('keepClipboard'),
    putClipboard: ask('putClipboard'),
    screenshot: ask('screenshot'),
    findText: ask('findText'),
    readScreen: ask('readScreen'),
    launch: ask('launch'),
    frame: ask('frame'),
    releaseAll,
    halt: calls.halt,
    resume: calls.resume,
    async dispose() {
      if (calls.busy()) await releaseAll().catch(() => undefined);
      calls.end();
    },
  };
}
