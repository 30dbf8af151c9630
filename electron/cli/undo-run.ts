import { chosen } from '../../shared/protocol/conflict-words.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Client } from '../../shared/protocol/rpc-client.ts';
import { asksWhatHappened, isEnded, type RunStatus, type RunView } from '../../shared/protocol/run.ts';
import { fateOf, hasRun, nothingUndone } from '../../shared/protocol/undo-fate.ts';
import { choose } from './asked.ts';
import { askedOfChange, settledLines } from './changes.ts';
import { exitOfError, exitOfRun } from './exit-codes.ts';
import type { Program } from './program.ts';
import { failureOf, resultOf, type RunResult } from './result.ts';
import { RunFeed } from './run-feed.ts';
import { settled } from './settled.ts';
import { tellSteps } from './step-progress.ts';
import type { Terminal } from './terminal.ts';
import { keptLines, quoted } from './wording.ts';

/** Runs whose steps may have done something that is still there. */
const UNDOABLE: readonly RunStatus[] = [
  'done',
  'done-unverified',
  'done-partly',
  'failed',
  'cancelled',
  'paused',
  'undone-partly',
];

/**
 * Undoes a run, or the newest that can be undone when `which` is "last". Whoever is at the terminal then chooses what becomes of what they
 * changed themselves since. Never rejects.
 */
export async function undoRun(
  program: Program,
  which: string,
  say: (line: string) => void,
  terminal?: Terminal,
): Promise<RunResult> {
  const client = program.client('person');
  const feed = new RunFeed(client);
  try {
    const runId = which === 'last' ? await lastUndoable(client, feed, say) : which;
    const before = await client.dispatch({ type: 'run.get', runId });
    tellSteps(feed, runId, ['undone'], say, before.steps);
    await client.dispatch({ type: 'run.undo', runId });
    say(`Undoing ${quoted(before.goal)} (${runId}).`);
    await feed.until(runId, (run) => run.status === 'undone' || run.status === 'undone-partly');
    const undone = await client.dispatch({ type: 'run.get', runId });
    const run = terminal?.attended ? await chooseChanges(undone, client, feed, terminal, say) : undone;
    for (const line of keptLines(run)) say(line);
    return resultOf(run, exitOfRun(run));
  } catch (thrown) {
    const error = SonnyError.from(thrown);
    return failureOf('', error.view(), exitOfError(error.code));
  } finally {
    feed.close();
  }
}

/** Asks about each change of the person's that the undo left alone, and gives the run as their choices left it. */
async function chooseChanges(
  undone: RunView,
  client: Client,
  feed: RunFeed,
  terminal: Terminal,
  say: (line: string) => void,
): Promise<RunView> {
  const interrupted = new AbortController();
  const stopListening = terminal.onInterrupt(() => interrupted.abort());
  try {
    const about = new Set(chosen(undone).map(({ conflict }) => conflict.key));
    let run = undone;
    for (
      let asked = askedOfChange(run, about);
      asked && !interrupted.signal.aborted;
      asked = askedOfChange(run, about)
    ) {
      const choice = await choose(run, asked, undefined, { terminal, interrupted: interrupted.signal });
      if (choice === null) continue;
      await client.dispatch(choice.command);
      run = await settled(client, feed, run.id);
      for (const line of settledLines(run, choice.command)) say(line);
    }
    return run;
  } finally {
    stopListening();
  }
}

async function lastUndoable(client: Client, feed: RunFeed, say: (line: string) => void): Promise<string> {
  const lines = await client.dispatch({ type: 'history.list', limit: 500 });
  let chose: RunView | null = null;
  for (const line of lines) {
    if (line.steps === 0) continue;
    const run = isEnded(line.status)
      ? await client.dispatch({ type: 'run.get', runId: line.id })
      : await settled(client, feed, line.id);
    if (hasBegun(run) && !isEnded(run.status) && run.status !== 'paused') throw notAtEnd(run);
    if (UNDOABLE.includes(run.status) && hasLeft(run)) {
      if (chose) throw asChosen(chose, run);
      return line.id;
    }
    if (keptByChoice(run)) {
      chose ??= run;
      continue;
    }
    if (run.status !== 'undone-partly') continue;
    const kept = keptLines(run);
    const how = nothingUndone(run) ? 'can’t be undone without you' : 'is undone as far as it can be without you';
    if (kept.length > 0) say(`${quoted(run.goal)} (${run.id}) ${how}.`);
    for (const one of kept) say(one);
  }
  if (chose) throw asChosen(chose, null);
  throw new SonnyError('RUN_NOT_FOUND', 'No run in the history can be undone.');
}

/** Whether what its undo left stays because a person said so. */
const keptByChoice = ({ status, steps }: RunView): boolean =>
  (status === 'undone' || status === 'undone-partly') &&
  steps.some(({ conflict, status: step }) => conflict?.choice === 'keep' && step !== 'undone');

/** What they have just chosen was the last undo: an older run is not taken in its place unless it is named. */
function asChosen(run: RunView, older: RunView | null): SonnyError {
  const next = older
    ? ` Before it came ${quoted(older.goal)}: \`npm start -- undo ${older.id}\` takes that back.`
    : ' No older run can be undone.';
  return new SonnyError(
    'COMMAND_NOT_NOW',
    `${quoted(run.goal)} (${run.id}) was undone as far as you chose, and nothing more was undone now. To choose anew: \`npm start -- answer ${run.id}\`.${next}`,
  );
}

const hasBegun = ({ steps }: RunView): boolean => steps.some((step) => step.status === 'acting' || hasRun(step));

/**
 * A plan that nobody approved has steps as well, of which none did anything; and what only looked, or never happened, left nothing. What an
 * undo left alone for a person's change is theirs to decide: undoing it again would come to the same.
 */
const hasLeft = ({ status, steps }: RunView): boolean =>
  steps.some(
    (step) => hasRun(step) && fateOf(status, step) === 'back' && !step.conflict && step.error?.code !== 'UNDO_CONFLICT',
  );

/** An older run is not undone in place of one that has begun and is not at an end. */
function notAtEnd(run: RunView): SonnyError {
  const newest = `The newest run, ${quoted(run.goal)} (${run.id}),`;
  const older = 'Nothing was undone; an older run is undone by its id.';
  return new SonnyError(
    'COMMAND_NOT_NOW',
    asksWhatHappened(run)
      ? `${newest} was cut off and waits for an answer: say whether it happened, with \`npm start -- answer\` or in Sonny’s window. ${older}`
      : `${newest} is not at an end: it is ${run.status.replaceAll('-', ' ')}. ${older}`,
  );
}
