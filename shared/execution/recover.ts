import { SonnyError } from '../protocol/errors.ts';
import type { JournalEvent } from '../protocol/events.ts';
import { isEnded } from '../protocol/run.ts';
import type { RunState } from './state.ts';

/**
 * Rows that bring a run, found unfinished when Sonny starts, to an honest end. An open intent may or may not have
 * happened: its outcome is recorded as unknown and the act is never sent again. Anything not yet begun is cancelled.
 */
export const interrupted = (state: RunState, at: number): readonly JournalEvent[] => {
  const { view, open, snapshot } = state;
  if (isEnded(view.status)) return [];
  const base = { at, runId: view.id };
  const error = new SonnyError('INTERRUPTED').view();
  if (open?.undo) {
    return [
      { type: 'undo.ended', ...base, stepId: open.stepId, key: open.key, status: 'failed', evidence: [], error },
      { type: 'undo.finished', ...base, complete: false },
    ];
  }
  if (snapshot.value === 'finishing')
    return [{ type: 'run.finished', ...base, status: snapshot.context.unverified ? 'done-unverified' : 'done' }];
  if (snapshot.value === 'failing') return [{ type: 'run.finished', ...base, status: 'failed' }];
  if (view.status === 'undoing') return [{ type: 'undo.finished', ...base, complete: false }];
  if (open) {
    return [
      {
        type: 'step.ended',
        ...base,
        stepId: open.stepId,
        key: open.key,
        status: 'failed',
        evidence: [],
        outputs: {},
        receipt: null,
        error,
      },
      { type: 'run.finished', ...base, status: 'failed' },
    ];
  }
  return [{ type: 'run.cancelled', ...base }];
};
