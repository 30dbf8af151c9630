import { assign, enqueueActions, setup } from 'xstate';
import type { RunEvent } from '../../protocol/events.ts';
import { begin, intend, isOpen, isWished, takeOutcome } from './acting.ts';
import { backAfter, NOTHING_BACK } from './back.ts';
import {
  allDone,
  forgetUnfinished,
  forgetWished,
  frontierOf,
  nextToAsk,
  setEach,
  someBegun,
  startable,
  stateOf,
} from './frontier.ts';
import { canGrow, grown } from './grow.ts';
import type { RunContext, Wishes } from './run-context.ts';
import { afterUndo, stillUnverified, without } from './standing.ts';
import { mayTryAgain, triedAgain } from './tried-again.ts';
import { allAhead, canGoAnotherWay, goesOnFrom, planAfter } from './other-way.ts';

const life = setup({
  types: { context: {} as RunContext, events: {} as RunEvent },
  actions: {
    /** For a row that counts though it moves nothing: one that no state takes is ignored. */
    note: assign({}),
    plan: () => {},
    replan: () => {},
    askPlan: () => {},
    askStep: (_, __: Wishes['askStep']) => {},
    act: (_, __: Wishes['act']) => {},
    reconcile: () => {},
    finish: (_, __: Wishes['finish']) => {},
    undo: (_, __: Wishes['undo']) => {},
    finishUndo: (_, __: Wishes['finishUndo']) => {},
    settle: (_, __: Wishes['settle']) => {},
    takePlan: assign(({ event, context }) =>
      event.type === 'plan.made'
        ? { ...context, ...planAfter(context, event.plan.steps, event.keeps ?? []), budget: -1 }
        : context,
    ),
    takeGrowth: assign(({ event, context }) =>
      event.type === 'plan.grown' ? { ...context, ...grown(context, event) } : context,
    ),
    forgetWished: assign(({ context }) => ({ ...context, ...forgetWished(context) })),
    cancel: assign({ cancelled: true }),
    pause: assign({ budget: 0 }),
    /** Nothing begins, and what was wished for is wished for anew when the person hands back. */
    letGo: assign(({ context }) => ({ ...context, ...forgetWished(context), budget: 0 })),
    unpause: assign({ budget: ({ event }) => (event.type === 'run.resumed' && event.oneStep ? 1 : -1) }),
    takeNames: assign({
      named: ({ event }) => new Set(event.type === 'approval.asked' ? event.names : []),
    }),
    takeApproval: assign({
      // Only a person's yes counts for what would be asked about on its own, and not where they want to see each step.
      asking: ({ event, context }) =>
        event.type === 'approval.given' && event.by === 'person' && !event.stepByStep
          ? without(context.asking, context.named)
          : context.asking,
      budget: ({ event, context }) => (event.type === 'approval.given' && event.stepByStep ? 1 : context.budget),
    }),
    approveStep: assign({
      asking: ({ context }) => without(context.asking, new Set([nextToAsk(context) ?? '', ...context.named])),
    }),
    intend: assign(({ event, context }) => (event.type === 'step.intended' ? intend(context, event) : context)),
    takeOutcome: assign(({ event, context }) => (event.type === 'step.ended' ? takeOutcome(context, event) : context)),
    /** Nothing has begun; what was asked about is asked about again. */
    beginAgain: assign(({ context, event }) => ({
      ...context,
      ...allAhead(context, event.type === 'run.redone' ? event.steps : undefined),
      ...backAfter(context, event),
      asking: context.risky,
      budget: -1,
      unverified: stillUnverified(context.unverified, event),
      cancelled: false,
    })),
    /** A yes was for what was there then: what is tried again is asked about again. */
    askAgain: assign({ asking: ({ context }) => context.risky }),
    /** A failed step may begin again; a step that was only wished for when the run stopped may, too. */
    forgetUnfinished: assign(({ context }) => forgetUnfinished(context)),
    tryAgain: assign(({ event, context }) =>
      event.type === 'step.retried' ? { ...context, ...triedAgain(context, event.stepId) } : context,
    ),
    refuse: assign(({ event, context }) =>
      event.type === 'step.refused' ? setEach(context, [event.stepId], 'failed') : context,
    ),
    skip: assign(({ event, context }) =>
      event.type === 'step.skipped' ? setEach(context, [event.stepId], 'skipped') : context,
    ),
    turnBack: assign(({ event, context }) => ({
      ...context,
      ...backAfter(context, event),
      unverified: afterUndo(context.unverified, event),
    })),
  },
  guards: {
    allDone: ({ context }) => allDone(context),
    someOpen: ({ context }) => context.count.open > 0,
    someBegun: ({ context }) => someBegun(context),
    noneBegun: ({ context }) => !someBegun(context),
    someFailed: ({ context }) => context.count.failed > 0,
    canStart: ({ context }) => startable(context).length > 0,
    mustAsk: ({ context }) => nextToAsk(context) !== undefined,
    noBudget: ({ context }) => context.budget === 0,
    isWished: ({ event, context }) => event.type === 'step.intended' && isWished(context, event),
    isOpen: ({ event, context }) => event.type === 'step.ended' && isOpen(context, event),
    isPerformed: ({ event, context }) => event.type === 'step.performed' && stateOf(context, event.stepId) === 'open',
    hasFailed: ({ event, context }) => event.type === 'step.skipped' && stateOf(context, event.stepId) === 'failed',
    mayTryAgain: ({ event, context }) => event.type === 'step.retried' && mayTryAgain(context, event.stepId),
    isAsked: ({ event, context }) => event.type === 'step.refused' && event.stepId === nextToAsk(context),
    isPlan: ({ event }) => event.type === 'plan.made' && event.keeps === undefined,
    canGrow: ({ event, context }) => event.type === 'plan.grown' && canGrow(context, event),
    isOtherWay: ({ event, context }) =>
      event.type === 'plan.made' && event.keeps !== undefined && goesOnFrom(context, event.plan.steps, event.keeps),
    canGoAnotherWay: ({ context }) => canGoAnotherWay(context, [...context.undoable, ...context.stuck]),
    isNewest: ({ event, context }) => 'key' in event && event.key === context.undoable.at(-1),
    choseOne: ({ event }) => event.type === 'question.answered' && event.candidateId !== null,
    canUndo: ({ context }) => context.undoable.length + context.stuck.length > 0,
    nothingToUndo: ({ context }) => context.undoable.length === 0,
    isKept: ({ event, context }) => 'key' in event && context.kept.includes(event.key),
    // What could not be taken back for another reason may be there or not: done again it might be there twice.
    canRedo: ({ context }) => context.stuck.every((key) => context.kept.includes(key)),
    undoneWhole: ({ event }) => event.type === 'undo.finished' && event.complete,
    unverified: ({ event }) => event.type === 'run.finished' && event.status === 'done-unverified',
  },
});

/** How far an act is counts for what is shown of it, and moves nothing. */
const performing = { 'step.performed': { guard: 'isPerformed', actions: 'note' } } as const;

/** Where a run rests, what is needed to take its acts back may be removed. */
const forgetting = { 'receipts.dropped': { actions: 'turnBack' } } as const;

const beginNow = life.enqueueActions(({ context, enqueue }) => {
  const { run, starting } = begin(context);
  if (starting.length > 0) enqueue.assign(run);
  for (const stepId of starting) enqueue({ type: 'act', params: { stepId } });
});

/**
 * The life of a run as states and guards; its events are the journal's own. It is only ever used through the pure
 * `transition()`: the actions it returns are wishes, so replaying a journal does nothing a second time. Steps whose
 * dependencies are done start together; what they share is already an order between them in the plan.
 */
export const runMachine = life.createMachine({
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
