import type { RunView } from '../protocol/run.ts';
import type { StepView } from '../protocol/step.ts';

/** A yes to a plan or a step covers what the person did not say themselves only where it is named to them. */
const bound = ({ bindings = [] }: StepView): readonly string[] =>
  bindings.map(({ value, from }) => `Not in your words: ${value}, ${from}.`);

/** What a person is asked, before it has a nonce and a time. */
export interface Asked {
  readonly planHash: string;
  readonly stepId: string | null;
  readonly label: string;
  readonly preview: string[];
  /** Hash of what the step is about, as it is now. */
  readonly facts?: string;
}

const runWhat = (steps: readonly StepView[]): Pick<Asked, 'label' | 'preview'> => ({
  label: steps.length === 1 ? 'Run 1 step' : `Run ${steps.length} steps`,
  preview: [...steps.map((s) => s.title), ...steps.flatMap(bound)],
});

export const askPlan = (view: RunView): Asked => ({
  planHash: view.planHash ?? '',
  stepId: null,
  ...runWhat(view.steps.filter((s) => s.status === 'planned')),
});

export const askStep = (view: RunView, stepId: string): Asked => {
  const step = view.steps.find((s) => s.id === stepId);
  const title = step?.title ?? stepId;
  const undo = step?.undo.possible ? `Can be undone: ${step.undo.say}.` : `Cannot be undone: ${step?.undo.say ?? ''}.`;
  return {
    planHash: view.planHash ?? '',
    stepId,
    label: `Approve: ${title}`,
    preview: [title, ...(step?.changes ?? []), ...(step ? bound(step) : []), undo],
  };
};
