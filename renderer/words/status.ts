import type { RunStatus, RunView } from '../../shared/protocol/run.ts';
import type { StepPhase, StepStatus, StepView } from '../../shared/protocol/step.ts';
import { isPartDone, isRestElsewhere } from '../../shared/protocol/part-done.ts';
import { isStopped } from '../../shared/protocol/step-outcome.ts';
import { nothingUndone } from '../../shared/protocol/undo-fate.ts';

export type Shape =
  | 'ring'
  | 'quarter'
  | 'disc'
  | 'tick'
  | 'waves'
  | 'barred'
  | 'cross'
  | 'back'
  | 'pause'
  | 'question'
  | 'same'
  | 'dash'
  | 'square'
  | 'dot'
  | 'broken'
  | 'clock'
  | 'eye';
export type Tone = 'faint' | 'accent' | 'verified' | 'asks' | 'stop';

/** How a status is shown: always shape and word together; the tone only underlines them. */
export interface StatusWords {
  readonly shape: Shape;
  readonly tone: Tone;
  readonly word: string;
}

const STEP_STATUS: Readonly<Record<StepStatus, StatusWords>> = {
  planned: { shape: 'ring', tone: 'faint', word: 'planned' },
  waiting: { shape: 'quarter', tone: 'asks', word: 'waits for you' },
  acting: { shape: 'disc', tone: 'accent', word: 'acting' },
  verified: { shape: 'tick', tone: 'verified', word: 'verified' },
  unverified: { shape: 'waves', tone: 'asks', word: 'unverified' },
  refused: { shape: 'barred', tone: 'stop', word: 'refused' },
  failed: { shape: 'cross', tone: 'stop', word: 'failed' },
  skipped: { shape: 'dash', tone: 'faint', word: 'skipped' },
  undone: { shape: 'back', tone: 'faint', word: 'undone' },
};

const PHASE: Readonly<Record<StepPhase, StatusWords>> = {
  waiting: { shape: 'clock', tone: 'accent', word: 'waiting' },
  verifying: { shape: 'eye', tone: 'accent', word: 'verifying' },
};
const BROKEN: StatusWords = { shape: 'broken', tone: 'asks', word: 'no longer works' };
const DONE_PARTLY: StatusWords = { shape: 'barred', tone: 'asks', word: 'done in part' };
const UNDOING: StatusWords = { shape: 'back', tone: 'accent', word: 'undoing' };
const NOT_KNOWN: StatusWords = { shape: 'question', tone: 'asks', word: 'not known' };
const STOPPED: StatusWords = { shape: 'square', tone: 'faint', word: 'stopped' };
const KEPT: StatusWords = { shape: 'same', tone: 'asks', word: 'kept' };

/**
 * How a step is shown in its run: what acts during an undo is being taken back; what is open while the run asks was
 * interrupted; what acts and only waits, or only reads back, says so; what an undo left alone was kept; what the person stopped did not fail; what is planned and `marked` would not work as things are now.
 */
export function stepStatus(step: StepView, run: RunStatus, marked = false): StatusWords {
  if (marked && isAhead(step)) return BROKEN;
  if (step.status === 'acting' && run === 'undoing') return UNDOING;
  if (step.status === 'acting' && run === 'asking') return NOT_KNOWN;
  if (step.status === 'acting' && step.phase) return PHASE[step.phase];
  if (isPartDone(step) || isRestElsewhere(step)) return DONE_PARTLY;
  if (isStopped(step)) return STOPPED;
  return isKept(step) ? KEPT : STEP_STATUS[step.status];
}

/** Whether an undo left the step alone, because what it did was changed since. That is no failure. */
export const isKept = ({ error, conflict, status }: StepView): boolean =>
  error?.code === 'UNDO_CONFLICT' || (conflict?.choice !== undefined && status === 'unverified');

/** What a change of the world can still break: the step has not begun. */
export const isAhead = ({ status }: StepView): boolean => status === 'planned' || status === 'waiting';

const BEHIND: StatusWords = { shape: 'clock', tone: 'accent', word: 'waits its turn' };
const LOOKING_ON: StatusWords = { shape: 'quarter', tone: 'accent', word: 'looking for a way on' };
const UNANSWERED: StatusWords = { shape: 'dash', tone: 'faint', word: 'not answered' };
const NOT_UNDONE: StatusWords = { shape: 'same', tone: 'asks', word: 'not undone' };
const ONLY_PLANNED: StatusWords = { shape: 'ring', tone: 'faint', word: 'only planned' };

/** How a run stands. */
export const runStatus = ({
  status,
  dryRun,
  unanswered,
  nothingUndone: none,
}: {
  readonly status: RunStatus;
  readonly dryRun?: true | undefined;
  readonly unanswered?: true | undefined;
  readonly nothingUndone?: boolean | undefined;
}): StatusWords => {
  if (none) return NOT_UNDONE;
  if (status !== 'cancelled') return RUN_STATUS[status];
  if (dryRun) return ONLY_PLANNED;
  return unanswered ? UNANSWERED : RUN_STATUS[status];
};

/** Whether a step did not work and nothing else is under way: what can be done about it is looked for. */
const looksOnward = ({ status, steps }: RunView): boolean =>
  status === 'acting' &&
  steps.some((step) => step.status === 'failed') &&
  steps.every((step) => step.status !== 'acting');

/** The same of a run with all its steps. */
export const standOf = (run: RunView): StatusWords => {
  if (run.behind !== undefined) return BEHIND;
  return looksOnward(run) ? LOOKING_ON : runStatus({ ...run, nothingUndone: nothingUndone(run) });
};

export const RUN_STATUS: Readonly<Record<RunStatus, StatusWords>> = {
  planning: { shape: 'quarter', tone: 'accent', word: 'planning' },
  asking: { shape: 'question', tone: 'asks', word: 'asks you' },
  refused: { shape: 'barred', tone: 'stop', word: 'not started' },
  'nothing-to-do': { shape: 'dash', tone: 'faint', word: 'nothing to do' },
  'awaiting-approval': { shape: 'ring', tone: 'asks', word: 'waits for you' },
  acting: { shape: 'disc', tone: 'accent', word: 'acting' },
  'awaiting-step-approval': { shape: 'quarter', tone: 'asks', word: 'waits for you' },
  paused: { shape: 'pause', tone: 'asks', word: 'paused' },
  'taken-over': { shape: 'pause', tone: 'asks', word: 'you took over' },
  done: { shape: 'tick', tone: 'verified', word: 'done, verified' },
  'done-unverified': { shape: 'waves', tone: 'asks', word: 'done, not verified' },
  'done-partly': DONE_PARTLY,
  failed: { shape: 'cross', tone: 'stop', word: 'failed' },
  cancelled: STOPPED,
  undoing: { shape: 'back', tone: 'accent', word: 'undoing' },
  undone: { shape: 'back', tone: 'faint', word: 'undone' },
  'undone-partly': { shape: 'back', tone: 'asks', word: 'partly undone' },
};
