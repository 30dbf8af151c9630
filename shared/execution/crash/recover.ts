import { SonnyError } from '../../protocol/errors.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { isEnded } from '../../protocol/run.ts';
import type { Evidence } from '../../protocol/step.ts';
import type { RunState } from '../state.ts';

/** Where all is back, the undo ends as any does; else it waits for the person’s word to go on. */
const afterCutOff = (
  { value, context }: RunState['snapshot'],
  isBack: boolean,
  base: { readonly at: number; readonly runId: string },
): readonly RunEvent[] => {
  if (!isBack || context.undoable.length > 1) return [{ type: 'undo.finished', ...base, complete: false }];
  return value === 'lettingGo' ? [{ type: 'run.resumed', ...base, oneStep: false }] : [];
};

/**
 * Rows that bring a run, found unfinished when Sonny starts, to where it can honestly go on. An intent without an outcome
 * may or may not have happened: the run reconciles it with the world and never sends it again by itself. What waited for
 * an answer is cancelled; what was paused stays so. `back`: what shows that the act whose undo was cut off is back.
 */
export const interrupted = (
  { view, open, snapshot }: RunState,
  at: number,
  back: readonly Evidence[] | null = null,
): readonly RunEvent[] => {
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
          const ended = { type: 'undo.ended' as const, ...base, stepId, key };
          if (back) return { ...ended, status: 'undone', evidence: [...back] };
          return { ...ended, status: 'failed', evidence: [], error: new SonnyError('INTERRUPTED').view() };
        }),
        ...afterCutOff(snapshot, back !== null, base),
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
