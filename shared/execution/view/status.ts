import type { SnapshotFrom } from 'xstate';
import type { RunStatus } from '../../protocol/run.ts';
import type { runMachine } from '../life/machine.ts';

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

export const statusOf = (snapshot: SnapshotFrom<typeof runMachine>): RunStatus => STATUS[snapshot.value] ?? 'failed';
