import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHostProcess } from './host-process.ts';
import { median } from './row.ts';

const ROUNDS = 3;

/** Milliseconds of `npm start` with an empty program: what npm and Node take before anything of Sonny runs. */
const emptyStart = async (folder: string): Promise<number> => {
  const before = performance.now();
  await once(spawn('npm', ['start', '--silent'], { cwd: folder, stdio: 'ignore' }), 'exit');
  return performance.now() - before;
};

/** Milliseconds from `npm start` to a window that is served, on a machine where it ran before, and of an empty start. */
export const npmStart = async (root: string): Promise<{ readonly ours: number; readonly empty: number }> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonny-bench-empty-'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts: { start: 'node -e 0' } }));
  const [ours, empty]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const host = await startHostProcess('npm', ['start', '--silent', '--', 'serve', '--no-open'], root);
    ours.push(host.started);
    await host.close();
    empty.push(await emptyStart(folder));
  }
  await rm(folder, { recursive: true });
  return { ours: median(ours), empty: median(empty) };
};
