import { isEnded, type RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { proofOf } from './proof.ts';
import { standOf, stepStatus } from './status.ts';

/** One change of a step, as it is said to who does not see the list. */
export interface StepChange {
  readonly id: string;
  readonly word: string;
  readonly say: string;
}

export function stepChange(run: RunView, step: StepView): StepChange {
  const place = run.steps.findIndex((other) => other.id === step.id) + 1;
  const proof = step.error?.say ?? proofOf(step) ?? '';
  const { word } = stepStatus(step, run.status);
  return { id: `${run.id}:${step.id}`, word, say: `Step ${place}, ${step.title}: ${word}. ${proof}`.trim() };
}

/** More changes at once than these are counted, not read out. */
const READ_OUT = 3;

/** What is said of the steps that changed in one moment: of each only what it came to; of many how many came to what. */
export function saySteps(changes: readonly StepChange[]): string {
  const last = [...new Map(changes.map((change) => [change.id, change])).values()];
  if (last.length <= READ_OUT) return last.map(({ say }) => say).join(' ');
  return [...Map.groupBy(last, ({ word }) => word)].map(([word, { length }]) => `${length} ${word}.`).join(' ');
}

const LONGEST = 60;
const WANTS_A_PERSON = ['asking', 'awaiting-approval', 'awaiting-step-approval', 'paused', 'taken-over'];

/**
 * What is said when a run wants a person or has ended; undefined while it only goes on, which its steps tell. `elsewhere`: it is not
 * the one that is looked at, so it is named.
 */
export function sayRun(run: RunView, elsewhere: boolean): string | undefined {
  const waits = WANTS_A_PERSON.includes(run.status);
  if (!waits && !isEnded(run.status)) return undefined;
  const { word } = standOf(run);
  const sentence = run.question?.ask ?? run.sentence;
  const goal = run.goal.length > LONGEST ? `${run.goal.slice(0, LONGEST)}…` : run.goal;
  return [elsewhere ? `“${goal}”` : '', waits || sentence === '' ? word : '', sentence]
    .filter((part) => part !== '')
    .join(': ');
}
