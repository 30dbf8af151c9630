import type { TuningJob } from '../protocol/tuning.ts';
import type { Progress } from './progress.ts';
export type { TuningJob };

/**
 * Trains the model in the settings further, at its server. Every call rejects as a model does, and with UNSUPPORTED where the server trains
 * none. What is trained with leaves this machine: only a person may ask for it.
 */
export interface Tuning {
  /** Sends the file, a JSON line for each example, and begins. */
  start(lines: readonly string[], progress: Progress): Promise<TuningJob>;
  look(job: string, progress: Progress): Promise<TuningJob>;
  cancel(job: string, progress: Progress): Promise<TuningJob>;
}
