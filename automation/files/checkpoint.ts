import type { Clock } from '../../shared/ports/clock.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

/** Called between parts of a long call: throws CANCELLED or DEADLINE when it should go no further. */
export type Checkpoint = (progress: Progress) => void;

export const createCheckpoint =
  (clock: Pick<Clock, 'now'>): Checkpoint =>
  (progress) => {
    if (progress.signal.aborted) throw new SonnyError('CANCELLED');
    if (clock.now() >= progress.deadline) throw new SonnyError('DEADLINE');
  };
