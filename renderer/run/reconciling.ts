import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';

/** Subjects of questions about an act that a crash interrupted: this, the run's id, the step's id and the attempt. */
const SUBJECT = 'happened:';

export const isReconciling = ({ question }: RunView): boolean => question?.subject.startsWith(SUBJECT) ?? false;

/** The step whose outcome a crash swallowed and of which the person is asked whether it happened. */
export function interruptedStep(run: RunView): StepView | undefined {
  if (!isReconciling(run)) return undefined;
  const [, stepId] = run.question?.subject.slice(SUBJECT.length).split('/') ?? [];
  return run.steps.find(({ id }) => id === stepId);
}
