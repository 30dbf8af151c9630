import { enqueueActions } from 'xstate';
import { begin } from './acting.ts';
import { NOTHING_BACK } from './back.ts';
import { frontierOf, nextToAsk, someBegun } from './frontier.ts';
import { moves } from './moves.ts';

/** How far an act is counts for what is shown of it, and moves nothing. */
const performing = { 'step.performed': { guard: 'isPerformed', actions: 'note' } } as const;

/** Where a run rests, what is needed to take its acts back may be removed. */
const forgetting = { 'receipts.dropped': { actions: 'turnBack' } } as const;

const beginNow = moves.enqueueActions(({ context, enqueue }) => {
  const { run, starting } = begin(context);
  if (starting.length > 0) enqueue.assign(run);
  for (const stepId of starting) enqueue({ type: 'act', params: { stepId } });
});

/**
 * The life of a run as states and guards; its events are the journal's own. It is only ever used through the pure
 * `transition()`: the actions it returns are wishes, so replaying a journal does nothing a second time. Steps whose
 * dependencies are done start together; what they share is already an order between them in the plan.
 */
export const runMachine = moves.createMachine({
  id: 'run',
  initial: 'new',
  // A model may be asked at any time: what it cost and proposed counts, and moves nothing.
  on: {
    'goal.embedded': { actions: 'note' },
    'injection.noticed': { actions: 'note' },
    'model.called': { actions: 'note' },
    'model.proposed': { actions: 'note' },
    'model.remarked': { actions: 'note' },
  },
  context: {
    ...frontierOf([]),
    asking: new Set(),
    risky: new Set(),
    named: new Set(),
    replaced: new Set(),
    tried: new Set(),
    budget: -1,
    unverified: new Set(),
    cancelled: false,
    ...NOTHING_BACK,
  },
  states: {
    new: { on: { 'run.started': 'planning' } },
    planning: {
      entry: 'plan',
      on: {
        'run.refused': 'refused',
        'run.understood': { actions: 'note' },
        'question.asked': 'asking',
        'plan.made': { guard: 'isPlan', target: 'planned', actions: 'takePlan' },
        'run.cancelled': 'cancelled',
      },
    },
    asking: {
      on: {
        'question.answered': [{ guard: 'choseOne', target: 'planning' }, { target: 'cancelled' }],
        'run.cancelled': 'cancelled',
      },
    },
    planned: {
      entry: 'askPlan',
      on: {
        'approval.asked': { target: 'awaitingApproval', actions: 'takeNames' },
        'run.cancelled': 'cancelled',
      },
    },
    awaitingApproval: {
      on: {
        'approval.given': { target: 'choosing', actions: 'takeApproval' },
        'approval.denied': 'cancelled',
        'run.cancelled': 'cancelled',
      },
    },
    choosing: {
      always: [
        { guard: 'allDone', target: 'finishing' },
        {
          guard: ({ context }) => context.count.failed > 0 && someBegun(context),
          target: 'acting',
        },
        { guard: 'someFailed', target: 'failing' },
        { guard: 'canStart', target: 'acting' },
        { guard: 'someBegun', target: 'acting' },
        { guard: 'noBudget', target: 'paused' },
        { guard: 'mustAsk', target: 'askingStep' },
        { target: 'failing' },
      ],
    },
    askingStep: {
      entry: { type: 'askStep', params: ({ context }) => ({ stepId: nextToAsk(context) ?? '' }) },
      on: {
        'approval.asked': { target: 'awaitingStepApproval', actions: 'takeNames' },
        'step.refused': { guard: 'isAsked', target: 'failing', actions: 'refuse' },
        'run.cancelled': 'cancelled',
      },
    },
    awaitingStepApproval: {
      on: {
        'approval.given': { target: 'choosing', actions: 'approveStep' },
        'approval.denied': 'cancelled',
        'run.cancelled': 'cancelled',
      },
    },
    acting: {
      entry: beginNow,
      // Stays as long as something is begun: leaving and coming back for each step would double what a step costs.
      always: { guard: 'noneBegun', target: 'choosing' },
      on: {
        'step.intended': { guard: 'isWished', actions: 'intend' },
        ...performing,
        'step.ended': { guard: 'isOpen', actions: ['takeOutcome', beginNow] },
        'plan.grown': { guard: 'canGrow', actions: ['takeGrowth', beginNow] },
        'question.asked': 'wondering',
        'run.paused': { actions: 'pause' },
        'run.resumed': { actions: ['unpause', beginNow] },
        'run.cancelled': [{ guard: 'someOpen', target: 'cancelling', actions: 'cancel' }, { target: 'cancelled' }],
        'run.taken-over': { target: 'takenOver', actions: 'letGo' },
        'run.interrupted': { target: 'reconciling', actions: 'pause' },
      },
    },
    /** A step whose acts are chosen as it goes needs the person's word; what is open ends, nothing begins. */
    wondering: {
      on: {
        'step.ended': { guard: 'isOpen', actions: 'takeOutcome' },
        'question.answered': [
          { guard: 'choseOne', target: 'acting', actions: 'forgetWished' },
          { guard: 'someOpen', target: 'cancelling', actions: 'cancel' },
          { target: 'cancelled' },
        ],
        'run.cancelled': [{ guard: 'someOpen', target: 'cancelling', actions: 'cancel' }, { target: 'cancelled' }],
        'run.interrupted': { target: 'reconciling', actions: 'pause' },
      },
    },
    /** The person has mouse and keyboard: what is open ends, nothing begins. */
    takenOver: {
      on: {
        ...performing,
        'step.ended': { guard: 'isOpen', actions: 'takeOutcome' },
        'run.resumed': { target: 'acting', actions: 'unpause' },
        'run.cancelled': [{ guard: 'someOpen', target: 'cancelling', actions: 'cancel' }, { target: 'cancelled' }],
        'run.interrupted': 'reconciling',
      },
    },
    cancelling: {
      always: { guard: ({ context }) => context.count.open === 0, target: 'cancelled' },
      on: {
        ...performing,
        'step.ended': { guard: 'isOpen', actions: 'takeOutcome' },
        'run.interrupted': { target: 'reconciling', actions: 'pause' },
      },
    },
    /** After a crash: what has an intent and no outcome is looked for in the world, and never sent again. */
    reconciling: {
      entry: 'reconcile',
      always: [
        { guard: ({ context }) => context.count.open === 0 && context.cancelled, target: 'cancelled' },
        { guard: ({ context }) => context.count.open === 0 && context.count.failed > 0, target: 'failing' },
        { guard: ({ context }) => context.count.open === 0, target: 'paused', actions: 'forgetUnfinished' },
      ],
      on: {
        'step.ended': { guard: 'isOpen', actions: 'takeOutcome' },
        'question.asked': 'unsure',
        'run.interrupted': { target: 'reconciling', reenter: true },
      },
    },
    /** Nothing could tell whether the act happened, so the person is asked. */
    unsure: { on: { 'question.answered': 'reconciling', 'run.interrupted': 'reconciling' } },
    paused: {
      on: {
        'run.resumed': { target: 'choosing', actions: 'unpause' },
        'run.cancelled': 'cancelled',
        'undo.started': { guard: 'canUndo', target: 'undoing', actions: 'turnBack' },
      },
    },
    finishing: {
      entry: enqueueActions(({ context, enqueue }) => {
        enqueue({ type: 'finish', params: { status: context.unverified.size > 0 ? 'done-unverified' : 'done' } });
      }),
      on: { 'run.finished': [{ guard: 'unverified', target: 'doneUnverified' }, { target: 'done' }] },
    },
    failing: {
      entry: { type: 'finish', params: { status: 'failed' } },
      on: {
        'plan.grown': { guard: 'canGrow', target: 'choosing', actions: 'takeGrowth' },
        'step.retried': { guard: 'mayTryAgain', target: 'choosing', actions: 'tryAgain' },
        'run.finished': 'failed',
        'run.cancelled': 'cancelled',
      },
    },
    refused: {},
    done: { on: { ...forgetting, 'undo.started': { guard: 'canUndo', target: 'undoing', actions: 'turnBack' } } },
    doneUnverified: {
      on: { ...forgetting, 'undo.started': { guard: 'canUndo', target: 'undoing', actions: 'turnBack' } },
    },
    failed: {
      on: {
        ...forgetting,
        'undo.started': { guard: 'canUndo', target: 'undoing', actions: 'turnBack' },
        'run.retried': { target: 'choosing', actions: ['forgetUnfinished', 'askAgain', 'unpause'] },
        'budget.raised': { target: 'choosing', actions: ['forgetUnfinished', 'askAgain', 'unpause'] },
        'step.skipped': { guard: 'hasFailed', target: 'choosing', actions: ['skip', 'forgetUnfinished'] },
        'replan.started': { guard: 'canGoAnotherWay', target: 'replanning' },
      },
    },
    /** Another way for what is left is planned from the world as it is now; nothing of it begins without a new yes. */
    replanning: {
      entry: 'replan',
      on: {
        'plan.made': { guard: 'isOtherWay', target: 'planned', actions: 'takePlan' },
        'replan.refused': 'failed',
        'run.cancelled': 'cancelled',
      },
    },
    cancelled: { on: { ...forgetting, 'undo.started': { guard: 'canUndo', target: 'undoing', actions: 'turnBack' } } },
    undoing: { always: [{ guard: 'nothingToUndo', target: 'finishingUndo' }, { target: 'undoingStep' }] },
    undoingStep: {
      entry: { type: 'undo', params: ({ context }) => ({ key: context.undoable.at(-1) ?? '' }) },
      on: {
        'undo.intended': { guard: 'isNewest', target: 'takingBack' },
        'undo.finished': 'undonePartly',
        'run.taken-over': 'undoTakenOver',
      },
    },
    takingBack: {
      on: {
        'undo.ended': { guard: 'isNewest', target: 'undoing', actions: 'turnBack' },
        'run.taken-over': 'lettingGo',
      },
    },
    /** The person took over; what is being taken back right now comes to its end first. */
    lettingGo: { on: { 'undo.ended': { guard: 'isNewest', target: 'undoTakenOver', actions: 'turnBack' } } },
    undoTakenOver: {
      on: { 'run.resumed': 'undoing', 'run.cancelled': 'finishingUndo', 'undo.finished': 'undonePartly' },
    },
    finishingUndo: {
      entry: {
        type: 'finishUndo',
        params: ({ context }) => ({ complete: context.stuck.length + context.undoable.length === 0 }),
      },
      on: {
        'undo.finished': [{ guard: 'undoneWhole', target: 'undone' }, { target: 'undonePartly' }],
        'run.interrupted': { target: 'finishingUndo', reenter: true },
      },
    },
    settling: {
      entry: {
        type: 'settle',
        params: ({ context }) => ({ key: context.settling?.key ?? '', choice: context.settling?.choice ?? 'keep' }),
      },
      on: {
        'conflict.intended': { guard: 'isKept', actions: 'note' },
        'conflict.settled': { guard: 'isKept', target: 'finishingUndo', actions: 'turnBack' },
      },
    },
    undone: {
      on: {
        ...forgetting,
        'run.redone': { target: 'choosing', actions: 'beginAgain' },
        'conflict.chosen': { guard: 'isKept', target: 'settling', actions: 'turnBack' },
      },
    },
    undonePartly: {
      on: {
        ...forgetting,
        'undo.started': { guard: 'canUndo', target: 'undoing', actions: 'turnBack' },
        'run.redone': { guard: 'canRedo', target: 'choosing', actions: 'beginAgain' },
        'conflict.chosen': { guard: 'isKept', target: 'settling', actions: 'turnBack' },
      },
    },
  },
});
