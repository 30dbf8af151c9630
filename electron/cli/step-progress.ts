import { homedir } from 'node:os';
import type { StepStatus, StepView } from '../../shared/protocol/step.ts';
import type { RunFeed } from './run-feed.ts';
import { isTaken } from '../../shared/protocol/found.ts';
import { undoneLines } from './wording-about.ts';
import { foundLines } from './wording-found.ts';
import { stepLine } from './wording.ts';

/**
 * Says each step of a run in one line when it comes to one of these ends; not those that had come to theirs `before`. With `shows` what was
 * found for the person to read stands below it.
 */
export function tellSteps(
  feed: RunFeed,
  runId: string,
  ends: readonly StepStatus[],
  say: (line: string) => void,
  before: readonly Pick<StepView, 'id' | 'status'>[] = [],
  shows = false,
): void {
  const told = new Map(before.map(({ id, status }) => [id, status]));
  feed.onChange((run) => {
    if (run.id !== runId) return;
    for (const step of run.steps) {
      if (!ends.includes(step.status) || told.get(step.id) === step.status) continue;
      told.set(step.id, step.status);
      say(stepLine(step));
      if (step.status === 'undone') for (const line of undoneLines(step, homedir())) say(line);
      if (shows && !isTaken(step, run.steps)) for (const line of foundLines(step)) say(line);
    }
  });
}
