import { flushCompileCache } from 'node:module';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { desktopOn, type Desktop } from './desktop.ts';
import { openPlatform } from './open-platform.ts';
import type { OwnWindows } from './targets.ts';
import { acts, type FromWorker, type ToWorker } from './worker-protocol.ts';

/**
 * The process that touches the desktop. It may be killed at any moment: it keeps nothing that can't be had again. It
 * talks over the channel of Node's `fork` or of Electron's `utilityProcess`, and ends when that closes.
 */
interface Channel {
  post(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
}

/** What Electron gives a utility process in place of `process.send`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

function channel(): Channel {
  const port = (process as { readonly parentPort?: ParentPort }).parentPort;
  if (port) {
    return {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', ({ data }) => listener(data as ToWorker)),
    };
  }
  process.on('disconnect', () => process.exit());
  return {
    // Where the other end is gone already, the answer before notices it: there is nobody to be told of it.
    post: (message) =>
      process.send?.(message, undefined, undefined, (error) => {
        if (error) process.exit();
      }),
    onMessage: (listener) => process.on('message', (message) => listener(message as ToWorker)),
  };
}

// It is mostly ended by a signal, which leaves no time to keep anything. What is started from here has nothing to do with it.
flushCompileCache();
delete process.env['NODE_COMPILE_CACHE'];

const { post, onMessage } = channel();
const running = new Map<number, { readonly abort: AbortController; readonly acts: boolean }>();
let halted = false;
let ownWindows: readonly OwnWindows[] = [];
let opening: Promise<Desktop> | null = null;
let opened: Desktop | null = null;

/** Connected at the first call, and again after a failure or a display that went away. */
async function desktop(): Promise<Desktop> {
  opening ??= openPlatform(process.env).then((platform) => desktopOn(platform, process.env, ownWindows));
  try {
    const ready = await opening;
    if (opened !== ready) post({ type: 'connected', client: ready.client });
    opened = ready;
    return ready;
  } catch (error) {
    opening = null;
    throw error;
  }
}

/** The display went away: what was connected to it is closed, and the next call connects anew. */
function forget(): void {
  opening?.then((old) => old.dispose()).catch(() => undefined);
  opening = null;
  opened = null;
}

async function halt(): Promise<void> {
  halted = true;
  for (const one of running.values()) if (one.acts) one.abort.abort();
  await opened?.halt().catch(() => undefined);
  post({ type: 'halted' });
}

function resume(): void {
  halted = false;
  opened?.resume();
}

async function perform({ id, method, args, deadline }: Extract<ToWorker, { type: 'call' }>): Promise<void> {
  const abort = new AbortController();
  running.set(id, { abort, acts: acts(method) });
  const progress = { signal: abort.signal, deadline, log: (line: string) => post({ type: 'log', id, line }) };
  try {
    const target = await desktop();
    if (halted && acts(method)) throw new SonnyError('STOPPED');
    const run = target[method] as (...given: readonly unknown[]) => Promise<unknown>;
    post({ type: 'result', id, value: await run.call(target, ...args, progress) });
  } catch (thrown) {
    const { code, details } = SonnyError.from(thrown);
    if (code === 'NO_DISPLAY') forget();
    post({ type: 'error', id, code, details });
  } finally {
    running.delete(id);
  }
}

onMessage((message) => {
  if (message.type === 'start') ownWindows = message.ownWindows;
  else if (message.type === 'abort') running.get(message.id)?.abort.abort();
  else if (message.type === 'halt') void halt();
  else if (message.type === 'resume') resume();
  else void perform(message);
});
