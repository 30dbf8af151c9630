import { readdir, readFile } from 'node:fs/promises';

/** Processes that were started with this value of this variable: exactly those of one virtual desktop. */
export const processesWith = async (name: string, value: string): Promise<readonly number[]> => {
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry) || Number(entry) === process.pid) continue;
    const environment = await readFile(`/proc/${entry}/environ`, 'utf8').catch(() => '');
    if (environment.split('\0').includes(`${name}=${value}`)) found.push(Number(entry));
  }
  return found;
};

/** Ends each of them by its id; one that ended meanwhile is no trouble. */
export const endProcesses = (pids: readonly number[]): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
    }
  }
};
