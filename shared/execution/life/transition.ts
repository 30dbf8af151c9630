import {
  createActor,
  initialTransition,
  type AnyActorScope,
  type ExecutableActionObject,
  type SnapshotFrom,
} from 'xstate';
import type { RunEvent } from '../../protocol/events.ts';
import { isWished, stillActing } from './acting.ts';
import { runMachine } from './machine.ts';
import type { Wish } from './run-context.ts';

export type Snapshot = SnapshotFrom<typeof runMachine>;

const actor = createActor(runMachine);
/** What xstate wants around a transition. Its own `transition()` makes an actor a row, which costs more than the row. */
const SCOPE: AnyActorScope = {
  self: actor,
  system: actor.system,
  id: '',
  sessionId: '',
  logger: () => {},
  defer: () => {},
  emit: () => {},
  stopChild: () => {},
  actionExecutor: () => {},
};

/** The machine before a run's first row. */
export const firstSnapshot = (): Snapshot => initialTransition(runMachine)[0];

/** The machine in a state that it was in before. */
export const snapshotAs = (value: Snapshot['value'], context: Snapshot['context']): Snapshot =>
  runMachine.resolveState({ value, context });

export interface Taken {
  readonly next: Snapshot;
  readonly wishes: readonly Wish[];
}

const shortCut = (snapshot: Snapshot, event: RunEvent): Taken | null => {
  const still = snapshot.value === 'acting' ? stillActing(snapshot.context, event) : null;
  if (!still) return null;
  const wishes = still.starting.map((stepId): Wish => ({ type: 'act', params: { stepId } }));
  return { next: { ...snapshot, context: still.run }, wishes };
};

/** Whether the machine takes a row now. What it makes of the commonest one need not be made for that: it would be made twice. */
export const takes = (snapshot: Snapshot, event: RunEvent): boolean =>
  (snapshot.value === 'acting' && event.type === 'step.intended' && isWished(snapshot.context, event)) ||
  shortCut(snapshot, event) !== null ||
  snapshot.can(event);

/** What the machine makes of a row; null when it does not take it. Pure: it wishes, and does nothing. */
export const transition = (snapshot: Snapshot, event: RunEvent): Taken | null =>
  shortCut(snapshot, event) ?? machineTransition(snapshot, event);

/** The same by the machine alone. */
export const machineTransition = (snapshot: Snapshot, event: RunEvent): Taken | null => {
  const actions: ExecutableActionObject[] = [];
  const next = runMachine.transition(snapshot, event, { ...SCOPE, actionExecutor: (a) => void actions.push(a) });
  const wished = actions.filter((a) => !a.type.startsWith('xstate.'));
  // A row that is taken moves, assigns or asks for something; xstate gives the same snapshot back for any other.
  if (next === snapshot && wished.length === 0) return null;
  return { next, wishes: wished.map((a) => ({ type: a.type, params: a.params }) as Wish) };
};
