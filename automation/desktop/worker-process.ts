import { fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import type { FromWorker, ToWorker } from './worker-protocol.ts';

/** A running worker, whatever started it. */
export interface WorkerProcess {
  post(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Called once, however it ended. */
  onExit(listener: () => void): void;
  /** Ends it at once, even when it hangs. */
  kill(): void;
}

/** Starts a worker with an environment. Electron's main process gives one of its own, on `utilityProcess`. */
export type StartWorker = (env: Readonly<Record<string, string | undefined>>) => WorkerProcess;

/** Where a host keeps what Node made of the sources, its worker does as well: a first step on the desktop waits for its start. */
const kept = (): Readonly<Record<string, string>> => {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
};

/** A worker as a child process of Node. */
export const forkWorker: StartWorker = (env) => {
  const child = fork(new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url), {
    env: { ...env, ...kept() },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    post(message) {
      // A worker that has just ended is reported by `onExit`; its channel throws nothing of interest.
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => child.on('message', (message) => listener(message as FromWorker)),
    onExit: (listener) => {
      let told = false;
      const tell = () => {
        if (told) return;
        told = true;
        listener();
      };
      child.once('exit', tell);
      child.once('error', tell);
    },
    kill: () => child.kill('SIGKILL'),
  };
};
