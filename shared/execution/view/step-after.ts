import type { Conflict } from '../../protocol/conflict.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { StepView } from '../../protocol/step.ts';
import { beginsAnew } from '../act/outcome.ts';
import { without } from './without.ts';

/** The step as it was planned, for a run that is done once more. */
export const anew = (step: StepView): StepView => ({
  ...without(
    step,
    'error',
    'outputs',
    'retried',
    'prepared',
    'conflict',
    'startedAt',
    'endedAt',
    'surprises',
    'pictures',
  ),
  status: 'planned',
  evidence: [],
});

/** The step that a journal row is about, after it: the same one where the row changes nothing of it. */
export const stepAfter = (step: StepView, event: RunEvent): StepView => {
  switch (event.type) {
    case 'approval.asked':
      return event.stepId === null ? step : { ...step, status: 'waiting' };
    case 'step.intended':
      return {
        ...without(step, 'error', 'outputs', 'endedAt', 'prepared', 'surprises', 'pictures', 'phase'),
        status: 'acting',
        ...(event.waits ? { phase: 'waiting' } : {}),
        evidence: [],
        startedAt: event.at,
        ...(event.prepared === undefined ? {} : { prepared: true }),
      };
    case 'step.performed':
      return { ...step, phase: 'verifying' };
    case 'step.ended':
      return {
        ...(event.receipt === null ? without(step, 'prepared', 'phase') : without(step, 'phase')),
        status: beginsAnew(event) ? 'waiting' : event.status,
        evidence: event.evidence,
        ...(event.surprises ? { surprises: event.surprises } : {}),
        outputs: event.outputs,
        ...(event.pictures ? { pictures: event.pictures } : {}),
        endedAt: event.at,
        ...(event.error ? { error: event.error } : {}),
      };
    case 'step.refused':
      return { ...step, status: 'refused', error: event.error, endedAt: event.at };
    case 'step.retried':
      return { ...without(step, 'error', 'endedAt'), status: 'planned', retried: event.why };
    case 'step.skipped':
      return { ...step, status: 'skipped' };
    case 'undo.intended':
    case 'conflict.chosen':
      return { ...step, status: 'acting' };
    case 'undo.ended':
      return {
        ...without(step, 'error', 'conflict', 'surprises'),
        ...(event.conflict ? { conflict: conflictOf(event.conflict, event) } : {}),
        status: event.status === 'undone' || event.status === 'failed' ? event.status : 'unverified',
        evidence: event.evidence,
        ...(event.error ? { error: event.error } : {}),
      };
    case 'conflict.settled':
      return settled(step, event);
    default:
      return step;
  }
};

/** What was left alone, and how many other things of the step went back all the same. */
const conflictOf = (
  conflict: Conflict,
  { key, evidence }: Extract<RunEvent, { type: 'undo.ended' }>,
): NonNullable<StepView['conflict']> => {
  const back = evidence.filter(({ holds }) => holds === true).length;
  return { ...conflict, key, ...(back > 0 ? { back } : {}) };
};

const settled = (step: StepView, event: Extract<RunEvent, { type: 'conflict.settled' }>): StepView => {
  const over = event.status === 'undone' || event.status === 'kept';
  return {
    ...(over ? without(step, 'error') : step),
    status: event.status === 'undone' ? 'undone' : 'unverified',
    evidence: event.evidence.length > 0 ? event.evidence : step.evidence,
    ...(event.error ? { error: event.error } : {}),
    ...(step.conflict && over ? { conflict: { ...step.conflict, choice: event.choice } } : {}),
  };
};
