import type { RunStatus, RunView } from './run.ts';
import { NOT_KNOWN } from './step-outcome.ts';
import type { StepView } from './step.ts';

/**
 * What undo means for a step that ran. `back`: it is taken back. `stays`: it can't be. `nothing`: it only looked, or did not happen.
 * `unknown`: it broke off before it could say what is to be taken back.
 */
export type Fate = 'back' | 'stays' | 'nothing' | 'unknown';

const RAN: readonly StepView['status'][] = ['verified', 'unverified', 'failed'];

/** Whether a step has begun and come to an end of its own, so that undo has a word on it. */
export const hasRun = ({ status }: Pick<StepView, 'status'>): boolean => RAN.includes(status);

/**
 * After a crash it was found, or said, not to have happened, and nothing is kept to take a part of it back by: the undo has
 * nothing to do there.
 */
export const neverHappened = ({
  status,
  error,
  evidence,
  prepared,
}: Pick<StepView, 'status' | 'error' | 'evidence' | 'prepared'>): boolean =>
  status === 'failed' &&
  error?.code === 'INTERRUPTED' &&
  !prepared &&
  evidence.length > 0 &&
  evidence.every(({ holds }) => holds === false);

/** What undo means for a step that has run, in a run that stands like this. */
export const fateOf = (run: RunStatus, step: StepView): Fate => {
  if (!step.undo.possible) return 'stays';
  if (step.risk === 'R0' || neverHappened(step)) return 'nothing';
  // A failure with nothing read back and nothing kept before it has nothing to be undone by; or the undo itself failed.
  const brokeOff = step.status === 'failed' && step.evidence.length === 0 && !step.prepared && run !== 'undone-partly';
  return brokeOff ? 'unknown' : 'back';
};

/** Whether an undo took back some of the things that a step was about, and others were left as a person had changed them. */
export const isPartlyBack = ({ status, conflict }: Pick<StepView, 'status' | 'conflict'>): boolean =>
  status !== 'undone' && conflict?.back !== undefined && conflict.choice !== 'both';

/** Whether a part of what a step did may be back. */
const mayBeBack = (run: RunStatus, step: StepView): boolean => {
  const { status, error, evidence, conflict, undo } = step;
  if (status === 'undone' || isPartlyBack(step)) return true;
  if (!undo.possible || !hasRun(step) || fateOf(run, step) !== 'back') return false;
  if (error) return NOT_KNOWN.includes(error.code) || evidence.some(({ holds }) => holds === true);
  // What an undo has not tried is as it was when it was done.
  return status === 'unverified' && conflict?.choice !== 'keep';
};

/** Whether a run’s undo came to its end and took nothing back: all was kept for a person’s change, or could not be taken back. */
export const nothingUndone = ({ status, steps }: Pick<RunView, 'status' | 'steps'>): boolean =>
  (status === 'undone-partly' || status === 'undone') && !steps.some((step) => mayBeBack(status, step));
