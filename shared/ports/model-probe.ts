import type { ModelFindings } from '../protocol/model.ts';
import type { ModelProgress } from './model.ts';

/** Tries what the model that is set up can do, by asking it. Never rejects: what went wrong is found, too. */
export interface ModelProbe {
  probe(progress: ModelProgress): Promise<ModelFindings>;
}
