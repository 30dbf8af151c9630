import { stepStatus } from '../words/status.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';

/** What the live region says: step changes, in the words of the list. */
export class Announcer {
  text = $state('');

  say(text: string): void {
    this.text = text;
  }

  step(run: RunView, step: StepView): void {
    const place = run.steps.findIndex((other) => other.id === step.id) + 1;
    const proof = step.error?.say ?? step.evidence.at(-1)?.say ?? '';
    this.say(`Step ${place}, ${step.title}: ${stepStatus(step, run.status).word}. ${proof}`.trim());
  }
}
