import type { Runs } from '../execution/runs.ts';
import type { HistoryLine } from '../protocol/replies.ts';

/** The newest runs, each as a line; those that began before a moment where one is named. */
export const history = (runs: Pick<Runs, 'newest'>, limit: number, before?: number): HistoryLine[] =>
  runs.newest(limit, before).map(({ view }) => ({
    id: view.id,
    goal: view.goal,
    status: view.status,
    sentence: view.sentence,
    createdAt: view.createdAt,
    steps: view.steps.length,
    ...(view.dryRun ? { dryRun: view.dryRun } : {}),
  }));
