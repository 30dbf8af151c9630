import { SonnyError } from '../../protocol/errors.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { isEnded } from '../../protocol/run.ts';
import type { RunState } from '../state.ts';

/**
 * Rows that bring a run, found unfinished when Sonny starts, to where it can honestly go on. An intent without an outcome
 * may or may not have happened: the run reconciles it with the world and never sends it again by itself. What waited for
 * an answer is cancelled; what was paused stays so.
 */
export const interrupted = ({ view, open, snapshot }: RunState, at: number): readonly RunEvent[] => {
  if (isEnded(view.status)) return [];
  const base = { at, runId: view.id };
  switch (snapshot.value) {
    case 'finishing':
      return [
        { type: 'run.finished', ...base, status: snapshot.context.unverified.size > 0 ? 'done-unverified' : 'done' },
      ];
    case 'failing':
      return [{ type: 'run.finished', ...base, status: 'failed' }];
    case 'replanning':
      return [
        { type: 'replan.refused', ...base, error: new SonnyError('INTERRUPTED', 'Nothing of it was begun.').view() },
      ];
    case 'undoingStep':
    case 'takingBack':
    case 'lettingGo':
    case 'undoTakenOver':
      return [
        ...open.map(({ stepId, key }): RunEvent => {
          const error = new SonnyError('INTERRUPTED').view();
          return { type: 'undo.ended', ...base, stepId, key, status: 'failed', evidence: [], error };
        }),
        { type: 'undo.finished', ...base, complete: false },
      ];
    case 'settling':
      return snapshot.context.settling === null
        ? []
        : [
            {
              type: 'conflict.settled',
              ...base,
              ...snapshot.context.settling,
              status: 'failed',
              evidence: [],
              error: new SonnyError('INTERRUPTED').view(),
            },
          ];
    case 'acting':
    case 'takenOver':
    case 'cancelling':
    case 'reconciling':
    case 'unsure':
    case 'finishingUndo':
      return [{ type: 'run.interrupted', ...base }];
    case 'paused':
    // The question stands; its answer goes on.
    case 'wondering':
      return open.length > 0 ? [{ type: 'run.interrupted', ...base }] : [];
    default:
      return [{ type: 'run.cancelled', ...base }];
  }
};
