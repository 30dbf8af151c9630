import type { Runs } from '../execution/runs.ts';
import type { HistoryLine } from '../protocol/replies.ts';
import type { RunView } from '../protocol/run.ts';
import { nothingUndone } from '../protocol/undo-fate.ts';

/** That a step was cut off says little without what became of it. */
const sentenceOf = ({ status, sentence, error }: RunView): string =>
  status === 'failed' && error?.code === 'INTERRUPTED' && error.details ? `${sentence} ${error.details}` : sentence;

/** The newest runs, each as a line; those that began before a moment where one is named. */
export const history = (runs: Pick<Runs, 'newest'>, limit: number, before?: number): HistoryLine[] =>
  runs.newest(limit, before).map(({ view }) => ({
    id: view.id,
    goal: view.goal,
    status: view.status,
    sentence: sentenceOf(view),
    createdAt: view.createdAt,
    steps: view.steps.length,
    ...(view.dryRun ? { dryRun: view.dryRun } : {}),
    ...(view.unanswered ? { unanswered: view.unanswered } : {}),
    ...(nothingUndone(view) ? { nothingUndone: true as const } : {}),
  }));
