import { type Progress, progressUntil } from '../../shared/ports/progress.ts';

/** One call's time and abort, far enough for a loaded machine. */
export const progress = (milliseconds = 40_000): Progress => progressUntil(Date.now() + milliseconds);
