import type { Client } from '../../shared/protocol/rpc-client.ts';
import { asksWhatHappened, isEnded, type RunStatus, type RunView } from '../../shared/protocol/run.ts';
import type { Program, Say } from './program.ts';
import { RunFeed } from './run-feed.ts';
import { settled } from './settled.ts';
import { quoted } from './wording.ts';

/** What commands that list or settle runs say of them anyway. */
export const SEEN_BY_ITSELF: readonly RunStatus[] = ['asking', 'paused', 'failed'];

/** What a run that was cut off may have come to by itself. */
const ENDED_SINCE: readonly RunStatus[] = ['cancelled', 'undone-partly', 'undone'];

/** How many of the newest runs are looked at. */
const RECENT = 100;

/**
 * Says of each run that was cut off when Sonny was ended by force what is known of it and what can be done, once Sonny has looked.
 * @param since when the program was started, in milliseconds since the epoch: what has ended since then it ended itself
 * @param but nothing is said of runs that stand like this
 */
export async function tellCutOff(
  program: Program,
  since: number,
  say: Say,
  but: readonly RunStatus[] = [],
): Promise<void> {
  const client = program.client('person');
  const feed = new RunFeed(client);
  try {
    for (const found of await cutOffRuns(client, since)) {
      const run = await settled(client, feed, found.id);
      if (!but.includes(run.status)) for (const line of linesOf(found, run, since)) say(line);
    }
  } finally {
    feed.close();
  }
}

async function cutOffRuns(client: Client, since: number): Promise<readonly RunView[]> {
  const lines = await client.dispatch({ type: 'history.list', limit: RECENT });
  const runs: RunView[] = [];
  for (const { id, status, dryRun } of lines.toReversed()) {
    if (dryRun || (isEnded(status) && !ENDED_SINCE.includes(status))) continue;
    const run = await client.dispatch({ type: 'run.get', runId: id });
    // What waits to go on was told of when it came to that; it may have come to that just now.
    if (status === 'paused' ? lookedUpSince(run, since) === -1 : isEnded(status) && (run.endedAt ?? 0) < since)
      continue;
    runs.push(run);
  }
  return runs;
}

/** Where in the plan the last step is that came to an end since then, or -1: what was cut off ends once it was looked up. */
const lookedUpSince = ({ steps }: RunView, since: number): number =>
  steps.findLastIndex(({ endedAt = 0 }) => endedAt >= since);

/**
 * @param found the run as it was found: what it was at stands there as acting, unless it had been looked up by then; `run` is what
 * became of it
 */
function linesOf(found: RunView, run: RunView, since: number): string[] {
  const which = `${quoted(run.goal)} (${run.id})`;
  const answer = `\`npm start -- answer ${run.id}\``;
  const acting = found.steps.findIndex(({ status }) => status === 'acting');
  const step = acting === -1 && found.status === 'paused' ? lookedUpSince(found, since) : acting;
  const title = found.steps[step]?.title ?? '';
  const place = `step ${step + 1} of ${found.steps.length}, “${title}”`;
  const now = run.steps[step];
  switch (run.status) {
    case 'asking':
      return asksWhatHappened(run)
        ? [`${which}: ${run.question?.ask}`, `  Say what you know: ${answer}. Nothing is repeated by itself.`]
        : [`${which} was cut off, and waits for an answer: ${run.question?.ask}`, `  Give it: ${answer}.`];
    case 'paused': {
      const becomes =
        now?.status === 'waiting'
          ? 'which changes nothing: it is taken up again when the run goes on.'
          : `which is done: ${said(now)}`;
      return step < 0
        ? [`${which} was cut off and is paused. To go on: ${answer}.`]
        : [`${which} was cut off at ${place}, ${becomes}`, `  To go on: ${answer}.`];
    }
    case 'failed':
      return [
        `${which} was cut off at ${place}. ${now?.error?.details ?? run.sentence}`,
        `  To choose what becomes of it: ${answer}.`,
      ];
    case 'cancelled':
      return run.steps.some(({ startedAt }) => startedAt !== undefined)
        ? [
            `${which} was cut off between two steps, and ended there. \`npm start -- undo ${run.id}\` takes back what was done.`,
          ]
        : [`${which} was cut off before anything was done.`];
    case 'undone-partly':
      return [`The undo of ${which} was cut off. To go on with it: \`npm start -- undo ${run.id}\`.`];
    case 'undone':
      return [`The undo of ${which} was cut off. ${run.sentence}`];
    case 'undoing':
      return [`The undo of ${which} was cut off. What became of it is still being looked up.`];
    case 'acting':
      return [`${which} was cut off at ${place}. What became of it is still being looked up.`];
    default:
      return [];
  }
}

const said = (step: RunView['steps'][number] | undefined): string =>
  step?.evidence.map(({ say }) => `${say}.`).join(' ') || 'nothing could be read back.';
