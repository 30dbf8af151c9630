import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { connect } from './providers/x11/connection.ts';
import { paintBackground, windowManagerAppears } from './providers/x11/root-window.ts';
import { startAccessibility } from './virtual-desktop/accessibility-bus.ts';
import { children, findProgram, type Children } from './virtual-desktop/children.ts';
import {
  DCONF_PROFILE,
  DEFAULT_APPLICATIONS,
  GTK_SETTINGS,
  virtualEnvironment,
} from './virtual-desktop/environment.ts';
import { OPENBOX_CONFIG } from './virtual-desktop/openbox.ts';

/** Pixels, and bits of colour. */
const SCREEN = '1280x800x24';

export interface VirtualDesktopOptions {
  /** Ends the start, and what was started, with CANCELLED. */
  readonly signal?: AbortSignal;
  /** What the new environment is made from: normally this process's. */
  readonly base?: Readonly<Record<string, string | undefined>>;
}

/** A display of Sonny's own with a window manager, a session bus and accessibility: nothing of it touches another one. */
export interface VirtualDesktop {
  /** ":N". */
  readonly display: string;
  /** The whole environment for programs that shall run on it. */
  readonly env: Record<string, string>;
  /** Ends everything that was started for it. May be called twice. */
  dispose(): Promise<void>;
}

const PACKAGES = { Xvfb: 'xvfb', openbox: 'openbox', 'dbus-daemon': 'dbus' } as const;
const BACKGROUND = 0x3d5a6c;
const PATIENCE_MS = 15_000;

/** Starts one. Rejects with NO_DISPLAY naming what to install, NO_ACCESSIBILITY, or CANCELLED; then nothing is left running. */
export async function startVirtualDesktop(options: VirtualDesktopOptions = {}): Promise<VirtualDesktop> {
  const { base = process.env } = options;
  requirePrograms(base['PATH']);
  const folder = await mkdtemp(join(tmpdir(), 'sonny-desktop-'));
  const programs = children();
  const leave = endWithThisProcess(programs, folder);
  let disposed: Promise<void> | null = null;
  const dispose = () =>
    (disposed ??= (async () => {
      leave();
      await programs.endAll();
      // A start that was broken off may still be writing there.
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    })());
  try {
    const signals = [AbortSignal.timeout(PATIENCE_MS), ...(options.signal ? [options.signal] : [])];
    const { display, env } = await orAborted(start(programs, folder, base), signals);
    return { display, env, dispose };
  } catch (error) {
    await dispose();
    if (options.signal?.aborted) throw new SonnyError('CANCELLED');
    if (error instanceof SonnyError) throw error;
    throw new SonnyError('NO_DISPLAY', `The virtual display did not start: ${String(error)}`, { cause: error });
  }
}

function requirePrograms(path: string | undefined): void {
  const missing = Object.entries(PACKAGES).filter(([program]) => !findProgram(program, path));
  if (missing.length === 0) return;
  throw new SonnyError('NO_DISPLAY', `Run: apt-get install ${missing.map(([, name]) => name).join(' ')} at-spi2-core`);
}

async function start(
  programs: Children,
  folder: string,
  base: Readonly<Record<string, string | undefined>>,
): Promise<{ display: string; env: Record<string, string> }> {
  const authority = join(folder, 'Xauthority');
  const cookie = randomBytes(16);
  await writeFile(authority, authorityEntry(cookie), { mode: 0o600 });
  await writeFile(join(folder, 'openbox.xml'), OPENBOX_CONFIG);
  await writeFile(join(folder, 'dconf-profile'), DCONF_PROFILE);
  await mkdir(join(folder, 'config', 'gtk-3.0'), { recursive: true });
  await writeFile(join(folder, 'config', 'gtk-3.0', 'settings.ini'), GTK_SETTINGS);
  await writeFile(join(folder, 'config', 'mimeapps.list'), DEFAULT_APPLICATIONS);

  const own = { authority, folder, busAddress: `unix:path=${join(folder, 'bus')}`, display: '' };
  const screen = ['-screen', '0', SCREEN];
  const server = programs.start(
    ['Xvfb', '-displayfd', '3', ...screen, '-nolisten', 'tcp', '-noreset', '-auth', authority],
    virtualEnvironment(base, own),
  );
  const display = `:${await server.announced}`;
  const env = virtualEnvironment(base, { ...own, display });

  const bus = programs.start(
    ['dbus-daemon', '--session', '--nofork', `--address=${own.busAddress}`, '--print-address=3'],
    env,
  );
  const x = await connect({ display, cookie });
  try {
    await paintBackground(x, BACKGROUND);
    const managed = windowManagerAppears(x);
    programs.start(['openbox', '--config-file', join(folder, 'openbox.xml')], env);
    await Promise.all([managed, bus.announced.then((address) => accessible(address))]);
  } finally {
    x.close();
  }
  return { display, env };
}

async function accessible(busAddress: string): Promise<void> {
  try {
    await startAccessibility(busAddress, PATIENCE_MS / 2);
  } catch (error) {
    throw new SonnyError('NO_ACCESSIBILITY', String(error), { cause: error });
  }
}

/** One Xauthority entry that holds for this machine under any name and any display. */
function authorityEntry(cookie: Buffer): Buffer {
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  const wild = Buffer.from([0xff, 0xff]);
  const none = Buffer.alloc(0);
  return Buffer.concat([wild, field(none), field(none), field(Buffer.from('MIT-MAGIC-COOKIE-1')), field(cookie)]);
}

/** Ends the programs when this process ends; returns how to stop watching. A host with handlers of its own keeps its say. */
function endWithThisProcess(programs: Children, folder: string): () => void {
  const onExit = () => {
    programs.endAllNow();
    rmSync(folder, { recursive: true, force: true });
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > 1) return;
    onExit();
    leave();
    process.kill(process.pid, signal);
  };
  const leave = () => {
    process.off('exit', onExit);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, onSignal);
  };
  process.on('exit', onExit);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return leave;
}

function orAborted<T>(work: Promise<T>, signals: AbortSignal[]): Promise<T> {
  const signal = AbortSignal.any(signals);
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
