import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { PlanStep } from '../../../shared/planning/check/check-plan.ts';
import type { Instance } from './pddl-instances.ts';
import type { PlannerAnswer } from './planner-answer.ts';

/** A planner's answer and what it used: CPU of its process and all of that one's children. */
export interface Solved extends PlannerAnswer {
  readonly cpu: number;
  readonly wall: number;
}

export type Planner = (instance: Instance, seconds: number) => Promise<Solved>;

interface Ended {
  readonly cpu: number;
  readonly wall: number;
  readonly output: string;
}

/** `times` of the shell: the second line is what the children used, as minutes and seconds of user and system time. */
const childCpu = (times: string): number => {
  const numbers = [...(times.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.,]+)s/g)];
  return numbers.reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(String(s).replace(',', '.')), 0);
};

/** A process that does not end by itself, or waits for the machine, gets this many times its CPU limit by the clock. */
const PATIENCE = 4;

/** Runs a command to its end, or kills its whole group when its time is up. */
export const timed = async (command: readonly string[], cwd: string, seconds: number): Promise<Ended> => {
  const started = performance.now();
  const child = spawn('bash', ['-c', '"$@"; times >&2', 'bash', ...command], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), seconds * 1000 * PATIENCE);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  const wall = (performance.now() - started) / 1000;
  return { cpu: childCpu(errors) || wall, wall, output };
};

const withFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonny-planner-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** A short process pays for each helper thread; it has no use for them. */
export const FLAGS = ['--single-threaded', '--max-semi-space-size=32'];

/** A process, bundled once as it ships: the file to run, and the folder it lies in. */
export const bundled = async (entry: URL): Promise<{ readonly outfile: string; readonly folder: string }> => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const folder = join(root, '.cache/bench');
  await mkdir(folder, { recursive: true });
  const outfile = join(folder, `${basename(entry.pathname, '.ts')}.mjs`);
  await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  return { outfile, folder };
};

/** Sonny's planner. */
export const sonny = async (): Promise<Planner> => {
  const { outfile, folder } = await bundled(new URL('./planner-process.ts', import.meta.url));
  return async ({ domain, problem }, seconds) => {
    const ended = await timed([process.execPath, ...FLAGS, outfile, domain, problem, String(seconds)], folder, seconds);
    const { cpu, wall } = ended;
    try {
      return { ...(JSON.parse(ended.output) as PlannerAnswer), cpu, wall };
    } catch {
      return { plan: null, why: 'no answer in time', cpu, wall };
    }
  };
};

/** A plan in the International Planning Competition's format. */
const readPlan = (text: string): PlanStep[] =>
  [...text.toLowerCase().matchAll(/^\s*\(([^()]*)\)/gm)].map(([, words = '']) => {
    const [action = '', ...args] = words.trim().split(/\s+/);
    return { action, args };
  });

const run = (path: string): string[] => (path.endsWith('.py') ? ['python3', path] : [path]);

const fromFile = (ended: Ended, text: string | null): Solved => ({
  plan: text === null ? null : readPlan(text),
  why: text === null ? 'no plan in time' : null,
  cpu: ended.cpu,
  wall: ended.wall,
});

/** Fast Downward's lama-first; `path` is its driver. */
export const fastDownward =
  (path: string): Planner =>
  ({ domain, problem }, seconds) =>
    withFolder(async (folder) => {
      const limits = ['--overall-time-limit', `${seconds}s`, '--overall-memory-limit', '4G'];
      const command = [...run(path), '--alias', 'lama-first', ...limits, '--plan-file', 'plan', domain, problem];
      const ended = await timed(command, folder, seconds);
      return fromFile(ended, await readFile(join(folder, 'plan'), 'utf8').catch(() => null));
    });

/** pyperplan's greedy best-first search with its FF heuristic. */
export const pyperplan =
  (path: string): Planner =>
  ({ domain, problem }, seconds) =>
    withFolder(async (folder) => {
      await copyFile(domain, join(folder, 'domain.pddl'));
      await copyFile(problem, join(folder, 'problem.pddl'));
      const command = [...run(path), '-H', 'hff', '-s', 'gbf', 'domain.pddl', 'problem.pddl'];
      const ended = await timed(command, folder, seconds);
      const file = (await readdir(folder)).find((name) => name.endsWith('.soln'));
      return fromFile(ended, file === undefined ? null : await readFile(join(folder, file), 'utf8'));
    });
