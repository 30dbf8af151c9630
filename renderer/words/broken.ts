import type { PlanMark } from '../../shared/protocol/knowledge.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import { isAhead } from './status.ts';

/** A step that would not work any more, as things are known now. */
interface BrokenStep {
  /** Its place in the plan, from 1. */
  readonly number: number;
  readonly mark: PlanMark;
}

/** The marked steps that have not begun, in the plan's order; what has begun is told by its outcome. */
export const brokenSteps = (run: RunView, marks: ReadonlyMap<string, PlanMark>): readonly BrokenStep[] =>
  run.steps.flatMap((step, i) => {
    const mark = isAhead(step) ? marks.get(step.id) : undefined;
    return mark ? [{ number: i + 1, mark }] : [];
  });

const LISTED = 4;

/** "step 3", "steps 3, 4, 5, 6, and 2 more": the places of steps in their plan. */
export function stepNumbers(numbers: readonly number[]): string {
  const words = numbers.slice(0, LISTED).map(String);
  if (numbers.length > LISTED) words.push(`${numbers.length - LISTED} more`);
  return `${numbers.length === 1 ? 'step' : 'steps'} ${new Intl.ListFormat('en').format(words)}`;
}

/** What is to be known before such a plan is run: "Step 3 would not work any more: ~/Documents is gone." */
export function brokenSentence(broken: readonly BrokenStep[]): string {
  const [first] = broken;
  if (!first) return '';
  const which = stepNumbers(broken.map(({ number }) => number));
  const reason = first.mark.say.replace(/\.$/, '');
  const said = `${which.charAt(0).toUpperCase()}${which.slice(1)} would not work any more`;
  return broken.length > 1 ? `${said}. Step ${first.number}: ${reason}.` : `${said}: ${reason}.`;
}
