import type { StepView } from './step.ts';

/**
 * Whether a step was cut off when some of what it was to do was done: to try it again would be to do that twice, or be about what
 * is no longer there. What can be offered is the rest of it.
 */
export const isPartDone = ({ status, error, evidence }: Pick<StepView, 'status' | 'error' | 'evidence'>): boolean =>
  status === 'failed' && error?.code === 'INTERRUPTED' && evidence.some(({ holds }) => holds === true);
