import type { RunEvent } from '../../protocol/events.ts';
import { setEach, someBegun, startable, stateOf } from './frontier.ts';
import type { RunContext } from './run-context.ts';
import { stateAfter, unverifiedAfter } from './standing.ts';

type Intended = Extract<RunEvent, { type: 'step.intended' }>;
type Ended = Extract<RunEvent, { type: 'step.ended' }>;

// A row about a step counts only where the step is: nothing begins that was not wished for, nothing ends twice.
export const isWished = (run: RunContext, { stepId }: Intended): boolean => stateOf(run, stepId) === 'wished';
export const isOpen = (run: RunContext, { stepId }: Ended): boolean => stateOf(run, stepId) === 'open';

export const intend = (run: RunContext, { stepId }: Intended): RunContext => ({
  ...run,
  ...setEach(run, [stepId], 'open'),
});

export const takeOutcome = (run: RunContext, ended: Ended): RunContext => ({
  ...run,
  ...setEach(run, [ended.stepId], stateAfter(ended)),
  unverified: unverifiedAfter(run.unverified, ended),
  undoable: ended.receipt !== null ? run.undoable.concat([ended.key]) : run.undoable,
});

/** Starts all that can start, as the budget allows. */
export const begin = (run: RunContext): { readonly run: RunContext; readonly starting: readonly string[] } => {
  const starting = startable(run);
  if (starting.length === 0) return { run, starting };
  const budget = run.budget === -1 ? -1 : run.budget - starting.length;
  return { run: { ...run, ...setEach(run, starting, 'wished'), budget }, starting };
};

/**
 * What the machine's `acting` makes of the two rows that nearly all of a journal is, where it stays in that state: the
 * machine itself takes several times as long. null for anything else. That both say the same is tested over random lives.
 */
export const stillActing = (run: RunContext, event: RunEvent): ReturnType<typeof begin> | null => {
  if (event.type === 'step.intended') return isWished(run, event) ? { run: intend(run, event), starting: [] } : null;
  if (event.type !== 'step.ended' || !isOpen(run, event)) return null;
  const begun = begin(takeOutcome(run, event));
  return someBegun(begun.run) ? begun : null;
};
