import {
  createActor,
  initialTransition,
  type AnyActorScope,
  type ExecutableActionObject,
  type SnapshotFrom,
} from 'xstate';
import type { RunEvent } from '../protocol/events.ts';
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

/** What the machine makes of a row; null when it does not take it. Pure: it wishes, and does nothing. */
export const transition = (
  snapshot: Snapshot,
  event: RunEvent,
): { readonly next: Snapshot; readonly wishes: readonly Wish[] } | null => {
  const actions: ExecutableActionObject[] = [];
  const next = runMachine.transition(snapshot, event, { ...SCOPE, actionExecutor: (a) => void actions.push(a) });
  const wished = actions.filter((a) => !a.type.startsWith('xstate.'));
  // A row that is taken moves, assigns or asks for something; xstate gives the same snapshot back for any other.
  if (next === snapshot && wished.length === 0) return null;
  return { next, wishes: wished.map((a) => ({ type: a.type, params: a.params }) as Wish) };
};
