import type { Driver } from '../../shared/ports/driver.ts';
import type { Halts } from '../../shared/ports/stop.ts';
import { type Progress, progressUntil } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { type Calls, callsTo } from './calls.ts';
import type { Desktop } from './desktop.ts';
import type { Frame } from './parts/pictures.ts';
import type { OwnWindows } from './targets.ts';
import { forkWorker, type StartWorker } from './worker-process.ts';
import type { Method } from './worker-protocol.ts';

export interface DriverOptions {
  /**
   * Environment of the desktop: DISPLAY, DBUS_SESSION_BUS_ADDRESS ... Programs are started with it too. Asked for at the first call where
   * the desktop itself is started for that; then that call has its time from then on.
   */
  readonly env: Env | (() => Promise<Env>);
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

type Env = Readonly<Record<string, string | undefined>>;

const RELEASE_MS = 1000;

/** A driver whose worker starts with the first call. Nothing that hangs on the desktop hangs this process. */
export function createDriver(options: DriverOptions): DesktopDriver {
  const { env, fork = forkWorker, ownWindows = [], onClient = () => undefined } = options;
  const callsIn = (its: Env): Calls => callsTo(fork, its, ownWindows, onClient);
  /** null: there is no desktop yet, and so nothing that acts or holds anything. */
  let calls: Calls | null = typeof env === 'function' ? null : callsIn(env);
  let halted = false;
  let ended = false;

  async function opened(open: () => Promise<Env>, progress: Progress): Promise<Calls> {
    if (ended) throw new SonnyError('DRIVER_DOWN', 'The driver was closed.');
    const its = await unlessAborted(open(), progress.signal);
    if (calls) return calls;
    calls = callsIn(its);
    if (halted) await calls.halt();
    if (ended) calls.end();
    return calls;
  }
  function ask<M extends Exclude<Method, 'releaseAll'>>(method: M): Desktop[M] {
    const run = async (...given: unknown[]) => {
      const progress = given.at(-1) as Progress;
      const args = given.slice(0, -1);
      if (calls || typeof env !== 'function') return calls?.call(method, args, progress);
      const begun = Date.now();
      const mine = await opened(env, progress);
      return mine.call(method, args, { ...progress, deadline: progress.deadline + Date.now() - begun });
    };
    return run as unknown as Desktop[M];
  }
  async function releaseAll(): Promise<void> {
    await calls?.call('releaseAll', [], progressUntil(Date.now() + RELEASE_MS));
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
    async halt() {
      halted = true;
      await calls?.halt();
    },
    resume() {
      halted = false;
      calls?.resume();
    },
    async dispose() {
      ended = true;
      if (calls?.busy()) await releaseAll().catch(() => undefined);
      calls?.end();
    },
  };
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new SonnyError('CANCELLED'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
