import type { Runs } from '../execution/runs.ts';
import type { HistoryLine } from '../protocol/replies.ts';
import type { RunView } from '../protocol/run.ts';
import { nothingUndone } from '../protocol/undo-fate.ts';

/** That a step was cut off says little without what became of it. */
const sentenceOf = ({ status, sentence, error }: RunView): string =>
  status === 'failed' && error?.code === 'INTERRUPTED' && error.details ? `${sentence} ${error.details}` : sentence;

/** Each run that is looked through has to be in memory, so a search has an end. */
const SEARCHED = 1000;

/**
 * The newest runs, each as a line; those that began before a moment where one is named. With `search` only those of the newest thousand
 * of them whose goal, steps or end hold all of its words, small and large letters alike.
 */
export function history(runs: Pick<Runs, 'newest'>, limit: number, before?: number, search = ''): HistoryLine[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return runs.newest(limit, before).map(({ view }) => lineOf(view));
  return runs
    .newest(SEARCHED, before)
    .filter(({ view: { goal, sentence, steps } }) => {
      const text = [goal, sentence, ...steps.map(({ title }) => title)].join('\n').toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .slice(0, limit)
    .map(({ view }) => lineOf(view));
}

function lineOf(view: RunView): HistoryLine {
  return {
    id: view.id,
    goal: view.goal,
    status: view.status,
    sentence: sentenceOf(view),
    createdAt: view.createdAt,
    steps: view.steps.length,
    ...(view.dryRun ? { dryRun: view.dryRun } : {}),
    ...(view.unanswered ? { unanswered: view.unanswered } : {}),
    ...(nothingUndone(view) ? { nothingUndone: true as const } : {}),
  };
}
