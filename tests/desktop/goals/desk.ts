import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVirtualDesktop } from '../../../automation/desktop/virtual-desktop.ts';
import { openAdapters, openStore } from '../../../electron/adapters.ts';
import { createSonny } from '../../../shared/app.ts';
import type { Sonny } from '../../../shared/ports/sonny.ts';
import { isEnded, type RunView } from '../../../shared/protocol/run.ts';
import { endProcesses, processesWith } from '../scenarios/own-processes.ts';
import { secondPath, type SecondPath } from '../scenarios/second-path.ts';
import { fingerprintOf, type Fingerprint } from './fingerprint.ts';

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

export const createDesk = async (): Promise<Desk> => {
  const root = await mkdtemp(join(tmpdir(), 'sonny-desk-'));
  const [home, profile] = [join(root, 'home'), join(root, 'profile')];
  for (const folder of ['Documents', 'Downloads', 'Pictures', 'Desktop'])
    await mkdir(join(home, folder), { recursive: true });
  const { XDG_CONFIG_HOME: _config, XDG_DATA_HOME: _data, XDG_CACHE_HOME: _cache, ...base } = process.env;
  const desktop = await startVirtualDesktop({ base: { ...base, HOME: home } });
  const { ports } = await openAdapters({ env: desktop.env, profile, store: openStore(profile), virtual: true });
  const sonny = await createSonny(ports);
  const second = secondPath(desktop.env);

  const reach = (runId: string, condition: (run: RunView) => boolean): Promise<RunView> =>
    new Promise((resolve) => {
      let done = false;
      const look = (): void => {
        void sonny.dispatch({ type: 'run.get', runId }).then((run) => {
          if (done || !condition(run)) return;
          done = true;
          stop();
          resolve(run);
        });
      };
      const stop = sonny.subscribe(look);
      look();
    });

  const approve = async (runId: string): Promise<RunView> => {
    for (;;) {
      const run = await reach(runId, waitsForPerson);
      if (!run.approval) return run;
      const { nonce, planHash } = run.approval;
      await sonny.dispatch({ type: 'run.approve', runId, nonce, planHash });
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
