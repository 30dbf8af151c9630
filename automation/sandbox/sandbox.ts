import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { progressUntil } from '../../shared/ports/progress.ts';
import type { Sandbox, SandboxEnd, SandboxJob, Walls } from '../../shared/ports/sandbox.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { findPlace } from './linux/place.ts';
import { type Runner, runWalled } from './linux/run.ts';
import { isMachine, seccompFilter } from './linux/seccomp.ts';
import { FULL_WALLS, NO_WALLS, TRY_WALLS } from './walls.ts';

export interface SandboxOptions {
  /** Node's program. null: this host has none that could be started (Electron's own refuses to be one). */
  readonly node: string | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly platform?: NodeJS.Platform;
  /** As Node names it: "x64". */
  readonly arch?: string;
  readonly timeZone?: string;
}

/** Generous: a busy machine is slow to start programs, and what is found out holds until Sonny ends. */
const TRYING_MS = 60_000;
const LEAST_NODE = 24;

const TRIAL: SandboxJob = {
  program: { 'try.mjs': TRY_WALLS },
  entry: 'try.mjs',
  given: [],
  folders: [],
  reads: [],
  writes: [],
  limits: { cpuSeconds: 5, memoryMegabytes: 64, diskMegabytes: 1, outputBytes: 100_000 },
};

/** Without Node's own walls: the others have to hold by themselves. */
const bare = (): readonly string[] => ['--no-warnings'];

/** What bubblewrap, or Node behind it, said when it gave up. */
const inWords = ({ by, code, stderr }: SandboxEnd): string =>
  stderr
    .split('\n')
    .map((line) => line.replace(/^#/, '').trim())
    .find((line) => line !== '')
    ?.slice(0, 200) ?? `it ended with ${code ?? by}`;

const versionOf = async (node: string): Promise<number> => {
  const { stdout } = await promisify(execFile)(node, ['--version'], { env: {} });
  return Number.parseInt(stdout.trim().slice(1), 10);
};

/**
 * The walls of Linux: bubblewrap with namespaces of its own and an empty environment, a filter of system calls, limits of the shell,
 * and Node's permission model. No other platform has walls that were tried, so there the level is `none`.
 */
export const createSandbox = (options: SandboxOptions): Sandbox => {
  const { node, now, platform = process.platform, arch = process.arch } = options;
  const timeZone = options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  let runner: Runner | null = null;

  const build = async (): Promise<Walls> => {
    if (platform !== 'linux' || !isMachine(arch))
      return NO_WALLS('On this kind of machine Sonny knows no walls that hold.', 'Run scripts on Linux.');
    if (node === null) return NO_WALLS('Node’s own program is not here.', 'Run `npm install`.');
    if ((await versionOf(node)) < LEAST_NODE)
      return NO_WALLS(`${node} is older than Node ${LEAST_NODE}.`, 'Start Sonny with `npm start`.');
    const place = await findPlace(node);
    if (place === null) return NO_WALLS('bubblewrap is not installed.', 'sudo apt-get install -y bubblewrap');
    const tried = { place, filter: seccompFilter(arch), timeZone, now };
    const progress = progressUntil(now() + TRYING_MS);
    const end = await runWalled(TRIAL, progress, () => {}, { ...tried, flags: bare });
    if (end.by !== 'left' || end.code !== 0)
      return NO_WALLS(
        `bubblewrap could not put up its walls: ${inWords(end)}.`,
        'Let bubblewrap make user namespaces; on Ubuntu an AppArmor profile for it does (kernel.apparmor_restrict_unprivileged_userns).',
      );
    const climbed = JSON.parse(end.stdout) as readonly string[];
    if (climbed.length > 0)
      return NO_WALLS(`A program behind the walls came over them: ${climbed.join(', ')}.`, 'Update bubblewrap.');
    runner = tried;
    return { level: 'full', stand: FULL_WALLS, trouble: '', remedy: '' };
  };

  let known: Promise<Walls> | null = null;
  const walls = (): Promise<Walls> =>
    (known ??= build().catch((thrown: unknown) =>
      NO_WALLS(thrown instanceof Error ? thrown.message : String(thrown), 'Run `npm start -- doctor`.'),
    ));

  return {
    walls,
    async run(job, progress, onLine = () => {}) {
      const { trouble, remedy } = await walls();
      if (runner === null) throw new SonnyError('SCRIPT_NO_WALLS', `${trouble} ${remedy}`);
      if (progress.signal.aborted) throw new SonnyError('CANCELLED');
      try {
        return await runWalled(job, progress, onLine, runner);
      } catch (thrown) {
        throw SonnyError.from(thrown);
      }
    },
  };
};
