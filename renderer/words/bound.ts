import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';

/** The steps of a plan that waits for its approval which hold what the person did not say, or which it names in full. */
export const boundSteps = ({ approval, steps }: RunView): readonly StepView[] =>
  approval?.stepId === null
    ? steps.filter(
        (s) => s.status === 'planned' && ((s.bindings ?? []).length > 0 || approval.names?.includes(s.id) === true),
      )
    : [];
