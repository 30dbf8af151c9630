import type { utilityProcess } from 'electron';
import type { StartWorker } from '../../automation/desktop/worker-process.ts';
import type { FromWorker } from '../../automation/desktop/worker-protocol.ts';

/**
 * Starts the desktop's worker as a utility process of Electron: a packaged Sonny can't run as Node, so it has no fork.
 * @param script absolute path of the bundled worker
 */
export function utilityWorker(utility: Pick<typeof utilityProcess, 'fork'>, script: string): StartWorker {
  return (env) => {
    const child = utility.fork(script, [], {
      env: definedOnly(env),
      serviceName: 'Sonny desktop worker',
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let running = true;
    child.once('exit', () => (running = false));
    return {
      post: (message) => {
        if (running) child.postMessage(message);
      },
      onMessage: (listener) => void child.on('message', (message: FromWorker) => listener(message)),
      onExit: (listener) => void child.once('exit', () => listener()),
      // Electron's own kill is a polite signal, which a worker that hangs never looks at.
      kill: () => {
        if (running && child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      },
    };
  };
}

const definedOnly = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
