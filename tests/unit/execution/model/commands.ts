import type { RunCommand } from '../../../../shared/execution/decide.ts';
import type { RunView } from '../../../../shared/protocol/run.ts';

export const COMMANDS = [
  'answer',
  'approve',
  'approve one by one',
  'approve another plan',
  'approve too late',
  'deny',
  'pause',
  'resume',
  'step',
  'cancel',
  'retry',
  'raise',
  'skip',
  'replan',
  'undo',
  'redo',
  'resolve',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** The command that a person gives who looks at this view; some of them do not fit it. */
export const commandOf = (name: CommandName, view: RunView, luck: number): Exclude<RunCommand, { type: 'run.get' }> => {
  const runId = view.id;
  const nonce = view.approval?.nonce ?? 'none';
  const approve = { type: 'run.approve', runId, nonce, planHash: 'h', stepByStep: false } as const;
  switch (name) {
    case 'answer': {
      const candidateId = (['yes', 'no', null, 'unknown'] as const)[luck % 4] ?? null;
      return { type: 'run.answer', runId, questionId: view.question?.id ?? 'none', candidateId };
    }
    case 'approve':
    case 'approve too late':
      return approve;
    case 'approve one by one':
      return { ...approve, stepByStep: true };
    case 'approve another plan':
      return { ...approve, planHash: 'another' };
    case 'deny':
      return { type: 'run.deny', runId, nonce };
    case 'resolve': {
      const conflicts = view.steps.flatMap((s) => s.conflict ?? []);
      const choice = (['keep', 'restore', 'both'] as const)[luck % 3] ?? 'keep';
      return {
        type: 'run.resolve',
        runId,
        key: conflicts[luck % Math.max(1, conflicts.length)]?.key ?? 'none',
        choice,
      };
    }
    default:
      return { type: `run.${name}`, runId };
  }
};
