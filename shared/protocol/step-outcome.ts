import { z } from 'zod';
import type { ErrorCode } from './errors.ts';
import type { StepView } from './step.ts';

/**
 * What became of a step, in the words that an audit uses. `refused`: a rule or a person said no. `halted-before-effect`: it could
 * not begin, and nothing was touched. `needs-reconciliation`: nobody can say yet whether it happened. `compensated`: taken back. `kept`: it was
 * done, and its undo left alone what a person had changed since.
 */
export const StepOutcome = z.enum([
  'verified',
  'completed-unverified',
  'refused',
  'halted-before-effect',
  'needs-reconciliation',
  'failed',
  'compensated',
  'kept',
]);
export type StepOutcome = z.infer<typeof StepOutcome>;

/** Errors that are somebody's no; every other refusal is that of a world which is not as it has to be. */
const SAID_NO: readonly ErrorCode[] = [
  'REFUSED_BY_POLICY',
  'CONSTRAINT_VIOLATED',
  'COOLING_DOWN',
  'APPROVAL_EXPIRED',
  'INPUT_CLOSED',
];
/** Whether a step was not done because a rule or a person said no; without an error the no was said to the step itself. */
export const isSaidNo = ({ status, error }: Pick<StepView, 'status'> & Pick<Partial<StepView>, 'error'>): boolean =>
  status === 'refused' && (error === undefined || SAID_NO.includes(error.code));

/** Errors after which the effect may be there or not. */
export const NOT_KNOWN: readonly ErrorCode[] = [
  'INTERRUPTED',
  'TAKEN_OVER',
  'CANCELLED',
  'DEADLINE',
  'NOT_RESPONDING',
  'DRIVER_DOWN',
];

/** Whether the person stopped a step before it came to its end: it did not fail, though nobody may know how far it came. */
export const isStopped = ({ status, error }: Pick<StepView, 'status'> & Pick<Partial<StepView>, 'error'>): boolean =>
  status === 'failed' && error?.code === 'CANCELLED';

/** The outcome of a step; null while it has none. Something read back that contradicts it wins over a doubt. */
export const outcomeOfStep = ({
  status,
  error,
  evidence,
  conflict,
}: Pick<StepView, 'status' | 'evidence'> & {
  readonly error?: StepView['error'] | undefined;
  readonly conflict?: StepView['conflict'] | undefined;
}): StepOutcome | null => {
  switch (status) {
    case 'verified':
      return 'verified';
    case 'unverified':
      return error?.code === 'UNDO_CONFLICT' || conflict?.choice !== undefined ? 'kept' : 'completed-unverified';
    case 'undone':
      return 'compensated';
    case 'refused':
      return isSaidNo({ status, error }) ? 'refused' : 'halted-before-effect';
    case 'failed': {
      const contradicted = evidence.length > 0 && evidence.every(({ holds }) => holds === false);
      return !contradicted && error && NOT_KNOWN.includes(error.code) ? 'needs-reconciliation' : 'failed';
    }
    default:
      return null;
  }
};
