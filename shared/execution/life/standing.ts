import type { RunEvent } from '../../protocol/events.ts';
import { isDone } from '../../protocol/step.ts';
import type { NodeState } from './frontier.ts';
import { beginsAnew } from '../act/outcome.ts';

export const without = (ids: ReadonlySet<string>, taken: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...ids].filter((id) => !taken.has(id)));

/** What becomes of a step with its outcome. */
export const stateAfter = (ended: Extract<RunEvent, { type: 'step.ended' }>): NodeState => {
  if (isDone(ended)) return 'done';
  return beginsAnew(ended) ? 'ahead' : 'failed';
};

/** The steps whose effect nothing read back, after one more outcome. */
export const unverifiedAfter = (
  before: ReadonlySet<string>,
  { stepId, status }: { readonly stepId: string; readonly status: string },
): ReadonlySet<string> => {
  if ((status === 'unverified') === before.has(stepId)) return before;
  const after = new Set(before);
  if (status === 'unverified') after.add(stepId);
  else after.delete(stepId);
  return after;
};

/** What an undo left alone was changed since: that it is as the step left it nothing says any more. */
export const afterUndo = (before: ReadonlySet<string>, event: RunEvent): ReadonlySet<string> =>
  event.type === 'undo.ended' || event.type === 'conflict.settled'
    ? unverifiedAfter(before, { ...event, status: event.status === 'undone' ? 'verified' : 'unverified' })
    : before;

/** Of steps that are done again nothing is known; one that stays is as it was. */
export const stillUnverified = (before: ReadonlySet<string>, event: RunEvent): ReadonlySet<string> => {
  const again = event.type === 'run.redone' ? event.steps : undefined;
  return new Set(again === undefined ? [] : [...before].filter((id) => !again.includes(id)));
};
