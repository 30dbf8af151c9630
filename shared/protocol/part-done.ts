import type { StepView } from './step.ts';

/**
 * Whether a step was cut off when some of what it was to do was done: to try it again would be to do that twice, or be about what
 * is no longer there. What can be offered is the rest of it.
 */
export const isPartDone = ({ status, error, evidence }: Pick<StepView, 'status' | 'error' | 'evidence'>): boolean =>
  status === 'failed' && error?.code === 'INTERRUPTED' && evidence.some(({ holds }) => holds === true);

/** Whether other steps took the place of a step of which a part had been done. */
export const isRestElsewhere = ({
  status,
  error,
  evidence,
}: Pick<StepView, 'status' | 'error' | 'evidence'>): boolean =>
  status === 'skipped' && isPartDone({ status: 'failed', error, evidence });

/** "25 of 300 are done; the rest is a later step": of a step whose rest is done by others, without the names of what is done. */
export const sayPartDone = ({ evidence }: Pick<StepView, 'evidence'>): string =>
  `${evidence.find(({ holds }) => holds === true)?.say.replace(/ \(.*\)$/su, '') ?? 'a part is done'}; the rest is a later step`;
