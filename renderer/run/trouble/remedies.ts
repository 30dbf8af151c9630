import type { RunView } from '../../../shared/protocol/run.ts';
import { isPartDone } from '../../../shared/protocol/part-done.ts';
import { outcomeOfStep } from '../../../shared/protocol/step-outcome.ts';
import type { Evidence, StepView } from '../../../shared/protocol/step.ts';
import { type Choice, type TroubleWords, troubleOf } from '../../words/trouble.ts';
import { type Action, again, undo } from '../controls/actions.ts';

/** Something that can be done about trouble: a command, or going back to the goal's words. */
export type Remedy = Action | 'goal';

/** The steps that did not work. The first is the one that the card and its choices are about. */
export const troubled = (run: RunView): readonly StepView[] =>
  run.steps.filter(({ status }) => status === 'failed' || status === 'refused');

export const troubleWords = (run: RunView): TroubleWords => {
  const [step] = troubled(run);
  const words = troubleOf(step?.error ?? run.error ?? { code: 'INTERNAL' });
  const think = step?.error?.code === 'INTERRUPTED' ? thinkOf(step) : undefined;
  return think === undefined ? words : { ...words, think };
};

/** What is known of a step that was cut off, once it was looked at or told of. */
const thinkOf = (step: StepView): string | undefined => {
  if (isPartDone(step)) return 'A part of this step is done. It stays as it is, and is not done again.';
  return outcomeOfStep(step) === 'failed' ? 'Nothing of this step was done, so it can be tried again.' : undefined;
};

/** What was read of a step that did not work: what is not as it was to be, and of one that was cut off also what is done. */
export const sawOf = (step: StepView): readonly Evidence[] =>
  step.evidence.filter(({ path, holds }) => path !== 'person' && (holds !== true || isPartDone(step)));

/** What a person can do about a run that failed or never began, the safest first. */
export function remedies(run: RunView): readonly Remedy[] {
  if (run.status === 'refused' || run.status === 'nothing-to-do') return ['goal'];
  const choices = troubleWords(run).choices.filter((choice) => choice !== 'retry' || !isRestLeft(run));
  if (run.otherWay === undefined) return choices.flatMap((choice) => remedyOf(choice, run));
  // It goes on from what is done, so a new plan of the whole goal has nothing over it.
  return [otherWay(run), ...choices.filter((c) => c !== 'again').flatMap((choice) => remedyOf(choice, run))];
}

/** Whether a part of the step that the card is about was done before it was cut off, so that what is left of it is the rest. */
export const isRestLeft = (run: RunView): boolean => troubled(run).some((step) => isPartDone(step));

const otherWay = (run: RunView): Action => ({
  words: isRestLeft(run) ? 'Do the rest' : 'Another way',
  pressed: 'Looking for it…',
  command: { type: 'run.replan', runId: run.id },
});

function remedyOf(choice: Choice, run: RunView): readonly Remedy[] {
  const runId = run.id;
  switch (choice) {
    case 'undo':
      return undo(run);
    case 'retry':
      return [{ words: 'Try again', pressed: 'Trying again…', command: { type: 'run.retry', runId } }];
    case 'raise':
      return [{ words: 'Go on once', pressed: 'Going on…', command: { type: 'run.raise', runId } }];
    case 'skip':
      return [{ words: 'Skip this step', pressed: 'Skipping…', command: { type: 'run.skip', runId } }];
    case 'again':
      return [{ ...again(run), words: 'Make a new plan' }];
    case 'goal':
      return ['goal'];
  }
}

/** Numbers of the steps that build on this one, near or far, in the plan's order. */
export function buildingOn(run: RunView, step: StepView): readonly number[] {
  const shaken = new Set([step.id]);
  const numbers: number[] = [];
  run.steps.forEach(({ id, dependsOn }, i) => {
    if (shaken.has(id) || !dependsOn.some((other) => shaken.has(other))) return;
    shaken.add(id);
    numbers.push(i + 1);
  });
  return numbers;
}
