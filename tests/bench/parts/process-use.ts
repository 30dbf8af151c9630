import { readdir, readFile } from 'node:fs/promises';

export interface Use {
  /** Resident memory in MB (10^6 bytes). */
  readonly memory: number;
  /** Milliseconds of processor time that its present threads have had. */
  readonly processor: number;
}

/** What a process uses, as Linux tells it. */
export const useOf = async (pid: number): Promise<Use> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const threads = await readdir(`/proc/${pid}/task`);
  const times = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')));
  const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  // The first number is nanoseconds on a processor; /proc/<pid>/stat counts in steps of 10 ms, too coarse for who idles.
  const nanoseconds = times.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0);
  return { memory: (kibibytes * 1024) / 1e6, processor: nanoseconds / 1e6 };
};
