import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';

const ran = (step: StepView): boolean => ['verified', 'unverified', 'failed'].includes(step.status);

/** The steps that Undo would take back: those that ran and can be undone. */
export const undoable = (run: RunView): readonly StepView[] =>
  run.steps.filter((step) => ran(step) && step.undo.possible);

/** "Undo 1 step", "Undo 4 steps". */
export const undoWords = (count: number): string => `Undo ${count} ${count === 1 ? 'step' : 'steps'}`;
