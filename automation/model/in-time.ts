import type { Clock } from '../../shared/ports/clock.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

/** Throws CANCELLED or DEADLINE when it is too late to go on. */
export const inTime = ({ signal, deadline }: Progress, clock: Pick<Clock, 'now'>): void => {
  if (signal.aborted) throw new SonnyError('CANCELLED');
  if (clock.now() >= deadline) throw new SonnyError('DEADLINE', 'The model did not answer in time.');
};
