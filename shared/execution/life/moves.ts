import { assign, setup } from 'xstate';
import type { RunEvent } from '../../protocol/events.ts';
import { intend, isOpen, isWished, takeOutcome } from './acting.ts';
import { backAfter } from './back.ts';
import {
  allDone,
  forgetUnfinished,
  forgetWished,
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

/**
 * What a row does to a run's context, and what is asked of the context before a row counts, by the names that the machine uses. Actions that do
 * nothing here are wishes: whoever carries runs out does them.
 */
export const moves = setup({
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
