import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { launchBrowser, Window } from '../e2e/window.ts';
import { startHostProcess } from './parts/host-process.ts';
import { useOf } from './parts/process-use.ts';
import type { Bench, Row } from './parts/row.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOST = ['electron/cli/main.ts', 'serve', '--no-open'];
/** Until start-up work is over and done with, and how long is then looked, in milliseconds. */
const SETTLING = 5_000;
const LOOK = 20_000;
const MOST_MEMORY = 200;
const MOST_PROCESSOR = 1;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resident memory (MB) at the end of the look, and the share of one processor during it (percent). */
const idleUse = async (pid: number) => {
  const before = await useOf(pid);
  await pause(LOOK);
  const after = await useOf(pid);
  return { memory: after.memory, processor: ((after.processor - before.processor) / LOOK) * 100 };
};

/** What the Node host takes while nobody asks anything of it, beside a Node that only waits, over the same seconds. */
export const run = async (): Promise<Bench> => {
  const floor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const alone = await startHostProcess(process.execPath, HOST, ROOT);
  const watched = await startHostProcess(process.execPath, HOST, ROOT);
  const browser = await launchBrowser();
  try {
    const window = await Window.open(browser, watched.link);
    await pause(SETTLING);
    const [none, one, bare] = await Promise.all([alone.pid, watched.pid, floor.pid ?? 0].map(idleUse));
    await window.close();
    const row = (metric: string, of: 'memory' | 'processor', host: typeof one, most: number, unit: string): Row => {
      const [ours, peer] = [host?.[of] ?? NaN, bare?.[of] ?? NaN];
      const peerName = 'a Node that only waits';
      return { metric, ours, peer, peerName, ratio: ours / peer, goal: `≤ ${most} ${unit}`, holds: ours <= most };
    };
    return {
      name: 'idle',
      rows: [
        row('MB of the idle Node host', 'memory', none, MOST_MEMORY, 'MB'),
        row('MB of it with a window', 'memory', one, MOST_MEMORY, 'MB'),
        row('% of a processor, the idle Node host', 'processor', none, MOST_PROCESSOR, '%'),
        row('% of a processor, with a window', 'processor', one, MOST_PROCESSOR, '%'),
      ],
    };
  } finally {
    await browser.close();
    await Promise.all([alone.close(), watched.close()]);
    floor.kill('SIGKILL');
  }
};
