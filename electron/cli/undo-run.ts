import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Client } from '../../shared/protocol/rpc-client.ts';
import type { HistoryLine } from '../../shared/protocol/replies.ts';
import type { RunStatus } from '../../shared/protocol/run.ts';
import type { StepStatus } from '../../shared/protocol/step.ts';
import { exitOfError, exitOfRun } from './exit-codes.ts';
import type { Program } from './program.ts';
import { failureOf, resultOf, type RunResult } from './result.ts';
import { RunFeed } from './run-feed.ts';
import { tellSteps } from './step-progress.ts';
import { keptLines } from './wording.ts';

/** Runs whose steps may have done something that is still there. */
const UNDOABLE: readonly RunStatus[] = ['done', 'done-unverified', 'failed', 'cancelled', 'undone-partly'];
const RAN: readonly StepStatus[] = ['verified', 'unverified', 'failed'];

/** Undoes a run, or the newest that can be undone when `which` is "last". Never rejects. */
export async function undoRun(program: Program, which: string, say: (line: string) => void): Promise<RunResult> {
  const client = program.client('person');
  const feed = new RunFeed(client);
  try {
    const runId = which === 'last' ? await lastUndoable(client) : which;
    const before = await client.dispatch({ type: 'run.get', runId });
    tellSteps(feed, runId, ['undone'], say, before.steps);
    await client.dispatch({ type: 'run.undo', runId });
    await feed.until(runId, (run) => run.status === 'undone' || run.status === 'undone-partly');
    const run = await client.dispatch({ type: 'run.get', runId });
    for (const line of keptLines(run)) say(line);
    return resultOf(run, exitOfRun(run));
  } catch (thrown) {
    const error = SonnyError.from(thrown);
    return failureOf('', error.view(), exitOfError(error.code));
  } finally {
    feed.close();
  }
}

async function lastUndoable(client: Client): Promise<string> {
  const lines = await client.dispatch({ type: 'history.list', limit: 500 });
  for (const line of lines)
    if (UNDOABLE.includes(line.status) && line.steps > 0 && (await hasLeft(client, line))) return line.id;
  throw new SonnyError('RUN_NOT_FOUND', 'No run in the history can be undone.');
}

/** A plan that nobody approved has steps as well, of which none did anything. */
async function hasLeft(client: Client, { id, status }: HistoryLine): Promise<boolean> {
  if (status === 'undone-partly') return true;
  const { steps } = await client.dispatch({ type: 'run.get', runId: id });
  return steps.some((step) => step.undo.possible && RAN.includes(step.status));
}
