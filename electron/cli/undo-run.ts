import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Client } from '../../shared/protocol/rpc-client.ts';
import type { HistoryLine } from '../../shared/protocol/replies.ts';
import { asksWhatHappened, isEnded, type RunStatus } from '../../shared/protocol/run.ts';
import type { StepStatus } from '../../shared/protocol/step.ts';
import { exitOfError, exitOfRun } from './exit-codes.ts';
import type { Program } from './program.ts';
import { failureOf, resultOf, type RunResult } from './result.ts';
import { RunFeed } from './run-feed.ts';
import { tellSteps } from './step-progress.ts';
import { keptLines } from './wording.ts';

/** Runs whose steps may have done something that is still there. */
const UNDOABLE: readonly RunStatus[] = ['done', 'done-unverified', 'failed', 'cancelled', 'undone-partly'];
/** For how long a run that was cut off may be looked at, in milliseconds; one that goes on acting is at work. */
const LOOKING = 10_000;
const RAN: readonly StepStatus[] = ['verified', 'unverified', 'failed'];

/** Undoes a run, or the newest that can be undone when `which` is "last". Never rejects. */
export async function undoRun(program: Program, which: string, say: (line: string) => void): Promise<RunResult> {
  const client = program.client('person');
  const feed = new RunFeed(client);
  try {
    const runId = which === 'last' ? await lastUndoable(client, feed) : which;
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

async function lastUndoable(client: Client, feed: RunFeed): Promise<string> {
  const lines = await client.dispatch({ type: 'history.list', limit: 500 });
  for (const line of lines) {
    if (line.steps === 0) continue;
    if (!isEnded(line.status)) await passOver(client, feed, line);
    const { status } = isEnded(line.status) ? line : await client.dispatch({ type: 'run.get', runId: line.id });
    if (UNDOABLE.includes(status) && (await hasLeft(client, line.id, status))) return line.id;
  }
  throw new SonnyError('RUN_NOT_FOUND', 'No run in the history can be undone.');
}

/** A plan that nobody approved has steps as well, of which none did anything. */
async function hasLeft(client: Client, runId: string, status: RunStatus): Promise<boolean> {
  if (status === 'undone-partly') return true;
  const { steps } = await client.dispatch({ type: 'run.get', runId });
  return steps.some((step) => step.undo.possible && RAN.includes(step.status));
}

/**
 * An older run is not undone in place of one that has begun and is not at an end. Sonny may just be looking what became of one
 * that was cut off: that is waited for.
 * @throws SonnyError COMMAND_NOT_NOW
 */
async function passOver(client: Client, feed: RunFeed, { id, goal }: HistoryLine): Promise<void> {
  let run = await client.dispatch({ type: 'run.get', runId: id });
  if (run.status === 'acting')
    run = await within(
      LOOKING,
      feed.until(id, ({ status }) => status !== 'acting'),
      run,
    );
  const begun = run.steps.some(({ status }) => status === 'acting' || RAN.includes(status));
  if (isEnded(run.status) || !begun) return;
  const newest = `The newest run, “${goal}” (${id}),`;
  const older = 'Nothing was undone; an older run is undone by its id.';
  throw new SonnyError(
    'COMMAND_NOT_NOW',
    asksWhatHappened(run)
      ? `${newest} was cut off and waits for an answer: open it in Sonny’s window and say whether it happened. ${older}`
      : `${newest} is not at an end: it is ${run.status.replaceAll('-', ' ')}. ${older}`,
  );
}

/** What comes in time, else what there is. */
async function within<T>(milliseconds: number, coming: Promise<T>, present: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => void (timer = setTimeout(() => resolve(present), milliseconds)));
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}
