import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVirtualDesktop } from '../../../automation/desktop/virtual-desktop.ts';
import { openAdapters, openStore } from '../../../electron/adapters.ts';
import { createSonny, type Ports } from '../../../shared/app.ts';
import type { Sonny } from '../../../shared/ports/sonny.ts';
import { isEnded, type RunView } from '../../../shared/protocol/run.ts';
import { endProcesses, processesWith } from '../scenarios/own-processes.ts';
import { secondPath, type SecondPath } from '../scenarios/second-path.ts';
import { fingerprintOf, type Fingerprint } from './fingerprint.ts';
import { reachIn } from './reach.ts';

/** The whole program on a virtual desktop and a temporary home, driven as a person drives it: by goals and answers. */
export interface Desk {
  readonly sonny: Sonny;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly second: SecondPath;
  /** Starts a goal and goes on as far as it goes without a person: to a plan, a question or a refusal. */
  propose(goal: string): Promise<RunView>;
  /** Starts a goal, answers yes to the plan and to each step that asks, and waits for the end. */
  run(goal: string): Promise<RunView>;
  /** Answers yes to everything from here on. */
  approve(runId: string): Promise<RunView>;
  undo(runId: string): Promise<RunView>;
  /** The run as soon as the condition holds. */
  reach(runId: string, condition: (run: RunView) => boolean): Promise<RunView>;
  /** Everything a goal may have changed: files, windows, clipboard. */
  fingerprint(): Promise<Fingerprint>;
  dispose(): Promise<void>;
}

const waitsForPerson = (run: RunView): boolean =>
  isEnded(run.status) || run.status === 'asking' || run.approval !== undefined;

/** `through`: what the program is given instead of its ports, for tests that put something between it and the world. */
export const createDesk = async (through: (ports: Ports) => Ports = (ports) => ports): Promise<Desk> => {
  const root = await mkdtemp(join(tmpdir(), 'sonny-desk-'));
  const [home, profile] = [join(root, 'home'), join(root, 'profile')];
  for (const folder of ['Documents', 'Downloads', 'Pictures', 'Desktop'])
    await mkdir(join(home, folder), { recursive: true });
  const { XDG_CONFIG_HOME: _config, XDG_DATA_HOME: _data, XDG_CACHE_HOME: _cache, ...base } = process.env;
  const desktop = await startVirtualDesktop({ base: { ...base, HOME: home } });
  const { ports } = await openAdapters({ env: desktop.env, profile, store: openStore(profile), virtual: true });
  const sonny = await createSonny(through(ports));
  const second = secondPath(desktop.env);

  const reach: Desk['reach'] = (runId, condition) => reachIn(sonny, runId, condition);

  const approve = async (runId: string): Promise<RunView> => {
    for (;;) {
      const run = await reach(runId, waitsForPerson);
      if (!run.approval) return run;
      const { nonce, planHash, digest = [] } = run.approval;
      const read = digest.map(({ stepId }) => stepId);
      await sonny.dispatch({ type: 'run.approve', runId, nonce, planHash, read });
    }
  };
  const propose = async (goal: string): Promise<RunView> => {
    const { runId } = await sonny.dispatch({ type: 'run.start', text: goal });
    return reach(runId, waitsForPerson);
  };

  return {
    sonny,
    home,
    env: desktop.env,
    second,
    propose,
    reach,
    approve,
    run: async (goal) => approve((await propose(goal)).id),
    undo: async (runId) => {
      await sonny.dispatch({ type: 'run.undo', runId });
      return reach(runId, (run) => run.status === 'undone' || run.status === 'undone-partly');
    },
    fingerprint: () => fingerprintOf(home, second),
    dispose: async () => {
      await sonny.close();
      endProcesses(await processesWith('XAUTHORITY', desktop.env['XAUTHORITY'] ?? ''));
      await desktop.dispose();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
