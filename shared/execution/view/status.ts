import { isPartlyBack } from '../../protocol/undo-fate.ts';
import type { SnapshotFrom } from 'xstate';
import type { RunStatus, RunView } from '../../protocol/run.ts';
import type { runMachine } from '../life/machine.ts';
import { leftUndone } from './left-undone.ts';

/** The status a person sees, for every state of the machine. Short-lived inner states show as what they lead to. */
const STATUS: Readonly<Record<string, RunStatus>> = {
  new: 'planning',
  planning: 'planning',
  asking: 'asking',
  planned: 'planning',
  awaitingApproval: 'awaiting-approval',
  choosing: 'acting',
  askingStep: 'acting',
  reconciling: 'acting',
  unsure: 'asking',
  awaitingStepApproval: 'awaiting-step-approval',
  acting: 'acting',
  cancelling: 'acting',
  paused: 'paused',
  wondering: 'asking',
  takenOver: 'taken-over',
  lettingGo: 'taken-over',
  undoTakenOver: 'taken-over',
  finishing: 'acting',
  failing: 'acting',
  refused: 'refused',
  done: 'done',
  doneUnverified: 'done-unverified',
  failed: 'failed',
  replanning: 'planning',
  cancelled: 'cancelled',
  undoing: 'undoing',
  undoingStep: 'undoing',
  takingBack: 'undoing',
  finishingUndo: 'undoing',
  settling: 'undoing',
  undone: 'undone',
  undonePartly: 'undone-partly',
};

/**
 * What a run’s machine and its steps come to, in one word for a person.
 * @param view as it is after the same row
 */
export const statusOf = (
  { value, context }: SnapshotFrom<typeof runMachine>,
  { steps, error, otherWay }: Pick<RunView, 'steps' | 'error' | 'otherWay'>,
): RunStatus => {
  const status = STATUS[value] ?? 'failed';
  switch (status) {
    case 'refused':
      return error?.code === 'NOTHING_TO_DO' ? 'nothing-to-do' : 'refused';
    case 'done':
    case 'done-unverified':
      // A person who leaves out every step has ended the run.
      if (context.count.done === 0 && context.count.skipped > 0) return 'cancelled';
      return leftUndone(steps, context).length > 0 ? 'done-partly' : status;
    case 'failed':
    case 'cancelled':
      // Where there is another way it is offered, as long as the person has not said no.
      return otherWay === undefined && leftUndone(steps, context).length > 0 ? 'done-partly' : status;
    case 'undone':
      // What a person keeps ends the question; that a step is back in part alone stays so.
      return steps.some(isPartlyBack) ? 'undone-partly' : status;
    default:
      return status;
  }
};
