import type { CommandInput } from '../../../shared/protocol/commands.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { isPartlyBack } from '../../../shared/protocol/undo-fate.ts';
import type { KeyName } from '../../shell/keys.ts';
import { redoWords, undoWords, undoable } from '../../words/undo.ts';
import { isReconciling } from './reconciling.ts';

/** Something a person can have done with a run: the button's words, before and after it was pressed. */
export interface Action {
  readonly words: string;
  /** What of the words is shown, where what stands above the button says the rest. */
  readonly short?: string;
  readonly pressed: string;
  readonly key?: KeyName;
  readonly command: CommandInput;
  /** Sent before it: what has to be out of the way. */
  readonly first?: CommandInput;
  /** How many steps have to be read before it. */
  readonly unread?: number;
}

export interface Actions {
  /** What most people want next; at most one. */
  readonly primary: Action | null;
  readonly others: readonly Action[];
}

const NONE: Actions = { primary: null, others: [] };

/**
 * What can be done with a run as it stands, besides pausing and stepping, which have their own place. `broken`: how many
 * steps would not work any more; a plan that has some can be made anew. `read`: the steps that the person says they have read.
 * `observed`: what waits for a yes can't be allowed now.
 */
export function actionsOf(run: RunView, broken = 0, read: readonly string[] = [], observed = false): Actions {
  const runId = run.id;
  const cancel: Action = { words: 'Cancel', pressed: 'Cancelling…', command: { type: 'run.cancel', runId } };
  switch (run.status) {
    case 'planning':
      return { primary: null, others: [cancel] };
    case 'asking':
      // What may have happened has to be settled first; the question's own last answer ends the run.
      return { primary: null, others: isReconciling(run) ? [] : [cancel] };
    case 'awaiting-approval':
    case 'awaiting-step-approval':
      if (!run.approval) return NONE;
      return observed ? onlyNo(run, run.approval) : approvalActions(run, run.approval, broken, read);
    case 'acting':
    case 'paused':
      return { primary: null, others: [{ ...cancel, words: 'Stop this run', pressed: 'Stopping…' }] };
    case 'taken-over':
    case 'undoing':
    case 'refused':
    case 'nothing-to-do':
    case 'failed':
    case 'undone-partly':
      return NONE; // a card has the choices
    case 'undone':
      return { primary: again(run), others: redo(run) };
    default:
      return { primary: again(run), others: undo(run) };
  }
}

const onlyNo = ({ id: runId }: RunView, { nonce }: NonNullable<RunView['approval']>): Actions => ({
  primary: null,
  others: [{ words: 'Cancel', pressed: 'Cancelling…', command: { type: 'run.deny', runId, nonce } }],
});

function approvalActions(
  run: RunView,
  approval: NonNullable<RunView['approval']>,
  broken: number,
  read: readonly string[],
): Actions {
  const { nonce, planHash, stepId, label, digest } = approval;
  const said = digest ? { read: [...read] } : {};
  const approve = { type: 'run.approve', runId: run.id, nonce, planHash, ...said } as const;
  const deny: CommandInput = { type: 'run.deny', runId: run.id, nonce };
  const primary: Action = { words: label, pressed: 'Starting…', key: 'main', command: approve };
  if (stepId !== null) {
    const named = run.steps.some(({ id, title }) => id === stepId && label.endsWith(`: ${title}`));
    const unread = digest?.filter((step) => !read.includes(step.stepId)).length;
    const words = digest && digest.length > 1 ? 'Don’t do these' : 'Don’t do this';
    return {
      primary: { ...primary, ...(named && { short: 'Approve' }), ...(unread === undefined ? {} : { unread }) },
      others: [{ words, pressed: 'Leaving it…', command: deny }],
    };
  }
  const cancel: Action = { words: 'Cancel', pressed: 'Cancelling…', command: deny };
  if (broken > 0) {
    const anew: Action = { ...again(run), words: 'Make a new plan', first: deny };
    const { key: _, ...anyway } = primary;
    return { primary: anew, others: [cancel, { ...anyway, words: `${label} anyway` }] };
  }
  return {
    primary,
    others: [
      cancel,
      {
        words: 'Step by step',
        pressed: 'Starting…',
        key: 'oneStep',
        command: { ...approve, stepByStep: true },
      },
    ],
  };
}

export const again = (run: RunView): Action => ({
  words: 'Do it again',
  pressed: 'Planning…',
  key: 'main',
  command: { type: 'run.start', text: run.goal },
});

/** What a person can do who took over: Sonny goes on at the pace it had, or not at all. */
export const afterTakeover = ({ id: runId, stepping }: RunView): readonly [Action, Action] => [
  {
    words: 'Hand back',
    pressed: 'Going on…',
    key: 'pause',
    command: { type: stepping ? 'run.step' : 'run.resume', runId },
  },
  { words: 'Stop here', pressed: 'Stopping…', command: { type: 'run.cancel', runId } },
];

/** Takes an undo back: the same steps once more, without a new plan. */
export function redo(run: RunView): readonly Action[] {
  const count = run.steps.filter(({ status }) => status === 'undone').length;
  // What could not be taken back for another reason than a person's own change may be there or not.
  const isDoubtful = run.steps.some(({ error }) => error !== undefined && error.code !== 'UNDO_CONFLICT');
  if (count === 0 || isDoubtful || run.steps.some(isPartlyBack)) return [];
  return [{ words: redoWords(count), pressed: 'Going on…', command: { type: 'run.redo', runId: run.id } }];
}

/** Takes back what can be taken back; nothing is offered where there is nothing. */
export function undo(run: RunView): readonly Action[] {
  // What a person chose to keep is not tried again.
  const count = undoable(run).filter(({ conflict }) => conflict?.choice === undefined).length;
  if (count === 0) return [];
  const words = run.status === 'undone-partly' ? 'Try undo again' : undoWords(count);
  return [{ words, pressed: 'Undoing…', key: 'undo', command: { type: 'run.undo', runId: run.id } }];
}
