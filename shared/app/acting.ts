import type { RunStatus } from '../protocol/run.ts';
import type { ViewEvent } from '../protocol/views.ts';

const ACTING: readonly RunStatus[] = ['acting', 'undoing'];

/** Folds view events into whether any run acts, and tells when that changes. */
export const watchActing = (tell: (acting: boolean) => void): ((event: ViewEvent) => void) => {
  const runs = new Set<string>();
  return (event) => {
    if (event.type !== 'run' && event.type !== 'run.head') return;
    const { id, status } = event.type === 'run' ? event.run : event.head;
    const before = runs.size > 0;
    if (ACTING.includes(status)) runs.add(id);
    else runs.delete(id);
    if (runs.size > 0 !== before) tell(!before);
  };
};
