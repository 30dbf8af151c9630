import { assign, enqueueActions, setup } from 'xstate';
import type { JournalEvent } from '../protocol/events.ts';

export interface RunContext {
  /** Step ids in the order they are run. */
  readonly steps: readonly string[];
  /** Steps that are asked about one by one and have no approval yet. */
  readonly asking: ReadonlySet<string>;
  readonly cursor: number;
  /** How many steps may still start: -1 without limit, 0 paused, 1 one step. */
  readonly budget: number;
  /** An intent is journalled whose outcome is not. */
  readonly intended: boolean;
  readonly unverified: boolean;
  /** Keys of acts that have an effect to take back, in the order they ran. */
  readonly undoable: readonly string[];
  readonly undoComplete: boolean;
}

/** What the machine wants done. It only names; the manager does it and journals what came of it. */
export interface Wishes {
  plan: undefined;
  askPlan: undefined;
  askStep: { stepId: string };
  act: { stepId: string };
  finish: { status: 'done' | 'done-unverified' | 'failed' };
  undo: { key: string };
  finishUndo: { complete: boolean };
}
export type Wish = { [K in keyof Wishes]: { type: K; params: Wishes[K] } }[keyof Wishes];

const current = (c: RunContext): string => c.steps[c.cursor] ?? '';
const succeeded = (status: string): boolean => status === 'verified' || status === 'unverified';

/**
 * The life of a run as states and guards; its events are the journal's own. It is only ever used through the pure
 * `transition()`: the actions it returns are wishes, so replaying a journal does nothing a second time.
 */
export const runMachine = setup({
  types: { context: {} as RunContext, events: {} as JournalEvent },
  actions: {
    plan: () => {},
    askPlan: () => {},
    askStep: (_, __: Wishes['askStep']) => {},
    act: (_, __: Wishes['act']) => {},
    finish: (_, __: Wishes['finish']) => {},
    undo: (_, __: Wishes['undo']) => {},
    finishUndo: (_, __: Wishes['finishUndo']) => {},
    takePlan: assign(({ event, context }) =>
      event.type === 'plan.made'
        ? {
            ...context,
            steps: event.plan.steps.map((s) => s.id),
            asking: new Set(event.plan.steps.filter((s) => s.asks).map((s) => s.id)),
          }
        : context,
    ),
    pause: assign({ budget: 0 }),
    unpause: assign({ budget: ({ event }) => (event.type === 'run.resumed' && event.oneStep ? 1 : -1) }),
    takeApproval: assign({
      budget: ({ event, context }) => (event.type === 'approval.given' && event.stepByStep ? 1 : context.budget),
    }),
    approveStep: assign({
      asking: ({ context }) => new Set([...context.asking].filter((id) => id !== current(context))),
    }),
    intend: assign({ intended: true }),
    takeOutcome: assign(({ event, context }) => {
      if (event.type !== 'step.ended') return context;
      return {
        ...context,
        intended: false,
        cursor: succeeded(event.status) ? context.cursor + 1 : context.cursor,
        budget: Math.max(context.budget - 1, context.budget === -1 ? -1 : 0),
        unverified: context.unverified || event.status === 'unverified',
        undoable: event.receipt !== null ? [...context.undoable, event.key] : context.undoable,
      };
    }),
    takeUndone: assign(({ event, context }) =>
      event.type === 'undo.ended'
        ? {
            ...context,
            undoable: context.undoable.slice(0, -1),
            undoComplete: context.undoComplete && event.status === 'undone',
          }
        : context,
    ),
  },
  guards: {
    intended: ({ context }) => context.intended,
    noneLeft: ({ context }) => context.cursor >= context.steps.length,
    mustAsk: ({ context }) => context.asking.has(current(context)),
    noBudget: ({ context }) => context.budget === 0,
    wentWell: ({ event }) => event.type === 'step.ended' && succeeded(event.status),
    choseOne: ({ event }) => event.type === 'question.answered' && event.candidateId !== null,
    canUndo: ({ context }) => context.undoable.length > 0,
    nothingToUndo: ({ context }) => context.undoable.length === 0,
    undoneWhole: ({ event }) => event.type === 'undo.finished' && event.complete,
    unverified: ({ event }) => event.type === 'run.finished' && event.status === 'done-unverified',
    failed: ({ event }) => event.type === 'run.finished' && event.status === 'failed',
  },
}).createMachine({
  id: 'run',
  initial: 'new',
  context: {
    steps: [],
    asking: new Set(),
    cursor: 0,
    budget: -1,
    intended: false,
    unverified: false,
    undoable: [],
    undoComplete: true,
  },
  states: {
    new: { on: { 'run.started': 'planning' } },
    planning: {
      entry: 'plan',
      on: {
        'run.refused': 'refused',
        'question.asked': 'asking',
        'plan.made': { target: 'planned', actions: 'takePlan' },
        'run.cancelled': 'cancelled',
      },
    },
    asking: {
      on: {
        'question.answered': [{ guard: 'choseOne', target: 'planning' }, { target: 'cancelled' }],
        'run.cancelled': 'cancelled',
      },
    },
    planned: { entry: 'askPlan', on: { 'approval.asked': 'awaitingApproval', 'run.cancelled': 'cancelled' } },
    awaitingApproval: {
      on: {
        'approval.given': { target: 'choosing', actions: 'takeApproval' },
        'approval.denied': 'cancelled',
        'run.cancelled': 'cancelled',
      },
    },
    choosing: {
      always: [
        { guard: 'noneLeft', target: 'finishing' },
        { guard: 'noBudget', target: 'paused' },
        { guard: 'mustAsk', target: 'askingStep' },
        { target: 'acting' },
      ],
    },
    askingStep: {
      entry: { type: 'askStep', params: ({ context }) => ({ stepId: current(context) }) },
      on: { 'approval.asked': 'awaitingStepApproval', 'run.cancelled': 'cancelled' },
    },
    awaitingStepApproval: {
      on: {
        'approval.given': { target: 'choosing', actions: 'approveStep' },
        'approval.denied': 'cancelled',
        'run.cancelled': 'cancelled',
      },
    },
    acting: {
      entry: { type: 'act', params: ({ context }) => ({ stepId: current(context) }) },
      on: {
        'step.intended': { actions: 'intend' },
        'step.ended': [
          { guard: 'wentWell', target: 'choosing', actions: 'takeOutcome' },
          { target: 'failing', actions: 'takeOutcome' },
        ],
        'run.paused': { actions: 'pause' },
        'run.resumed': { actions: 'unpause' },
        'run.cancelled': [{ guard: 'intended', target: 'cancelling' }, { target: 'cancelled' }],
      },
    },
    cancelling: { on: { 'step.ended': { target: 'cancelled', actions: 'takeOutcome' } } },
    paused: { on: { 'run.resumed': { target: 'choosing', actions: 'unpause' }, 'run.cancelled': 'cancelled' } },
    finishing: {
      entry: enqueueActions(({ context, enqueue }) => {
        enqueue({ type: 'finish', params: { status: context.unverified ? 'done-unverified' : 'done' } });
      }),
      on: { 'run.finished': [{ guard: 'unverified', target: 'doneUnverified' }, { target: 'done' }] },
    },
    failing: { entry: { type: 'finish', params: { status: 'failed' } }, on: { 'run.finished': 'failed' } },
    refused: {},
    done: { on: { 'undo.started': { guard: 'canUndo', target: 'undoing' } } },
    doneUnverified: { on: { 'undo.started': { guard: 'canUndo', target: 'undoing' } } },
    failed: { on: { 'undo.started': { guard: 'canUndo', target: 'undoing' }, 'run.retried': 'choosing' } },
    cancelled: { on: { 'undo.started': { guard: 'canUndo', target: 'undoing' } } },
    undoing: { always: [{ guard: 'nothingToUndo', target: 'finishingUndo' }, { target: 'undoingStep' }] },
    undoingStep: {
      entry: { type: 'undo', params: ({ context }) => ({ key: context.undoable.at(-1) ?? '' }) },
      on: {
        'undo.intended': {},
        'undo.ended': { target: 'undoing', actions: 'takeUndone' },
        'undo.finished': 'undonePartly',
      },
    },
    finishingUndo: {
      entry: { type: 'finishUndo', params: ({ context }) => ({ complete: context.undoComplete }) },
      on: { 'undo.finished': [{ guard: 'undoneWhole', target: 'undone' }, { target: 'undonePartly' }] },
    },
    undone: {},
    undonePartly: {},
  },
});
