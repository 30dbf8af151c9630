import { asksWhatHappened, HAPPENED, type RunView } from '../../../shared/protocol/run.ts';
import type { StepView } from '../../../shared/protocol/step.ts';

export const isReconciling = (run: RunView): boolean => asksWhatHappened(run);

/** The step whose outcome a crash swallowed and of which the person is asked whether it happened. */
export function interruptedStep(run: RunView): StepView | undefined {
  if (!isReconciling(run)) return undefined;
  const [, stepId] = run.question?.subject.slice(HAPPENED.length).split('/') ?? [];
  return run.steps.find(({ id }) => id === stepId);
}
