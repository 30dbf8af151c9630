import { emptyView } from '../../../../shared/execution/view/project.ts';
import type { RunState } from '../../../../shared/execution/state.ts';
import type { RunStatus, RunView } from '../../../../shared/protocol/run.ts';
import type { StepView } from '../../../../shared/protocol/step.ts';

/** A step of which only what a test names matters. */
export const stepOf = (id: string, of: Partial<StepView> = {}): StepView => ({
  id,
  skill: 'files.copy',
  title: `Step ${id}`,
  why: '',
  args: {},
  dependsOn: [],
  needs: [],
  changes: [],
  risk: 'R2',
  asks: false,
  undo: { possible: true, say: '' },
  verifiedBy: '',
  status: 'planned',
  evidence: [],
  ...of,
});

export const runOf = (steps: readonly StepView[], status: RunStatus = 'acting'): RunView => ({
  ...emptyView,
  id: 'run',
  status,
  steps: [...steps],
});

export type Past = Pick<RunState, 'view' | 'acts' | 'cutOff'>;

/** An ended run whose only steps took so long, one after the other with nothing between. */
export const pastOf = (durations: readonly number[], of: Partial<StepView> = {}): Past => {
  let at = 1_000;
  const steps = durations.map((ms, i) => {
    const startedAt = at;
    at += ms;
    return stepOf(`s${i}`, {
      status: 'verified',
      startedAt,
      endedAt: at,
      dependsOn: i > 0 ? [`s${i - 1}`] : [],
      ...of,
    });
  });
  return { view: runOf(steps, 'done'), acts: [], cutOff: [] };
};
