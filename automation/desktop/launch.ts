import { spawn } from 'node:child_process';
import type { Window } from '../../shared/ports/driver.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Hand } from './hand.ts';
import { until } from './patience.ts';

/** So long a dialog may be alone before it counts as the application's first window. Milliseconds. */
const DIALOG_ALONE_MS = 2000;
const ANSWER_MS = 300;
const START_MS = 10_000;

/** Starts a program that outlives this process and waits for its first new window, and until that answers. */
export async function launch(
  hand: Hand,
  command: readonly string[],
  windowClass: string,
  env: Readonly<Record<string, string | undefined>>,
  progress: Progress,
): Promise<{ readonly window: Window; readonly spawnedPid: number }> {
  const [program, ...args] = command;
  if (!program) throw new SonnyError('TARGET_MISSING', 'There is no program to start.');
  const known = new Set((await hand.windows.list()).map(({ id }) => id));
  const child = spawn(program, args, { env, detached: true, stdio: 'ignore', cwd: env['HOME'] });
  child.unref();
  let failure: SonnyError | null = null;
  child.once('error', (error) => (failure = new SonnyError('TARGET_MISSING', `${program}: ${error.message}`)));
  child.once('exit', (code) => {
    // Code 0: it handed over to an instance that runs already, or left a child behind.
    if (code) failure = new SonnyError('TARGET_MISSING', `${program} ended with code ${code}.`);
  });
  let dialogSince = 0;
  const window = await until(
    async () => {
      if (failure) throw failure;
      const fresh = (await hand.windows.list()).filter(
        ({ id, app, pid }) => !known.has(id) && (windowClass === '' || app === windowClass || pid === child.pid),
      );
      const main = fresh.find(({ dialog }) => !dialog);
      const [dialog] = fresh;
      if (main || !dialog) return main ?? null;
      dialogSince ||= Date.now();
      return Date.now() - dialogSince > DIALOG_ALONE_MS ? dialog : null;
    },
    progress,
    Infinity,
    (onChange) => hand.onChange(onChange),
  );
  if (!window || child.pid === undefined)
    throw new SonnyError('DEADLINE', `${program} showed no window of class “${windowClass}”.`);
  await answers(hand, window.id, progress);
  // Window managers place a window after they list it.
  return { window: (await hand.windows.describe(window.id)) ?? window, spawnedPid: child.pid };
}

/** An application that shows its window may still be busy with its start, and would take input late. */
async function answers(hand: Hand, id: number, progress: Progress): Promise<void> {
  const quick = async () => ((await hand.windows.responds(id, ANSWER_MS, progress)) === false ? null : true);
  await until(quick, progress, START_MS);
}
