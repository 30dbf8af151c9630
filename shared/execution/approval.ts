import type { RunView } from '../protocol/run.ts';

/** What a person is asked, before it has a nonce and a time. */
export interface Asked {
  readonly planHash: string;
  readonly stepId: string | null;
  readonly label: string;
  readonly preview: string[];
  /** Hash of what the step is about, as it is now. */
  readonly facts?: string;
}

const runWhat = (preview: string[]): Pick<Asked, 'label' | 'preview'> => ({
  label: preview.length === 1 ? 'Run 1 step' : `Run ${preview.length} steps`,
  preview,
});

export const askPlan = (view: RunView): Asked => ({
  planHash: view.planHash ?? '',
  stepId: null,
  ...runWhat(view.steps.filter((s) => s.status === 'planned').map((s) => s.title)),
});

export const askStep = (view: RunView, stepId: string): Asked => {
  const step = view.steps.find((s) => s.id === stepId);
  const title = step?.title ?? stepId;
  const undo = step?.undo.possible ? `Can be undone: ${step.undo.say}.` : `Cannot be undone: ${step?.undo.say ?? ''}.`;
  return {
    planHash: view.planHash ?? '',
    stepId,
    label: `Approve: ${title}`,
    preview: [title, ...(step?.changes ?? []), undo],
  };
};
