import { expect } from 'vitest';
import type { RunState } from '../../../../shared/execution/state.ts';
import { statusOf } from '../../../../shared/execution/view/status.ts';
import { isEnded, type RunView } from '../../../../shared/protocol/run.ts';

/** How a step stands once those that wait for it may begin. */
export const FINISHED = ['verified', 'unverified', 'skipped'];

/** What a view says of the run as a whole must be what it says of its steps. */
export const statusFitsSteps = ({ status, steps }: RunView): void => {
  const are = steps.map((s) => s.status);
  if (status === 'done')
    expect(
      are.every((s) => s === 'verified' || s === 'skipped'),
      `done with ${are.join(', ')}`,
    ).toBe(true);
  if (status === 'done-unverified') {
    expect(
      are.every((s) => FINISHED.includes(s)),
      `finished with ${are.join(', ')}`,
    ).toBe(true);
    expect(are).toContain('unverified');
  }
  if (status === 'failed')
    expect(
      are.some((s) => s === 'failed' || s === 'refused'),
      `failed with ${are.join(', ')}`,
    ).toBe(true);
};

/** The machine and the view are two readings of the same rows. */
export const machineFitsView = ({ snapshot, view, open }: RunState): void => {
  expect(snapshot.status).toBe('active');
  expect(view.status).toBe(statusOf(snapshot, view));
  const acting = view.steps.filter((s) => s.status === 'acting').map((s) => s.id);
  expect(acting.toSorted(), 'acting steps are the open intents').toEqual(open.map((o) => o.stepId).toSorted());
  expect(view.approval !== undefined).toBe(['awaiting-approval', 'awaiting-step-approval'].includes(view.status));
  expect(view.question !== undefined).toBe(view.status === 'asking');
  if (isEnded(view.status)) {
    expect(open, `${view.status} with an act whose outcome is not known`).toEqual([]);
    expect(view.endedAt, `when it was ${view.status}`).toBeDefined();
  }
};
