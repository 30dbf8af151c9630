import type { Program } from './program.ts';
import type { RunResult } from './result.ts';
import { sit, type SittingOptions } from './sitting.ts';
import { tellInjections } from './tell-injections.ts';
import { tellSteps } from './step-progress.ts';
import { tellTimeLeft } from './tell-time-left.ts';
import type { Terminal } from './terminal.ts';

export interface RunGoalOptions extends SittingOptions {
  /** Whether what steps found is said too; with `--json` it stands in the result. */
  readonly shows?: boolean;
}

/** Runs a goal to where it ends or needs someone who is not there. Never rejects: what goes wrong is in the result. */
export const runGoal = (
  program: Program,
  goal: string,
  options: RunGoalOptions,
  terminal: Terminal,
): Promise<RunResult> => {
  // Where nobody is at the terminal, everything is said by the flag alone.
  const origin = options.yes && !terminal.attended ? 'flag' : 'person';
  return sit({ program, options, terminal, origin, goal }, async ({ client, feed }) => {
    const { runId } = await client.dispatch({
      type: 'run.start',
      text: goal,
      ...(options.dryRun ? { dryRun: true } : {}),
    });
    tellInjections(feed, runId, options.say);
    tellSteps(feed, runId, ['verified', 'unverified', 'refused', 'failed'], options.say, [], options.shows);
    tellTimeLeft(feed, runId, options.say);
    return runId;
  });
};
