import { isPartDone, isRestElsewhere } from '../../shared/protocol/part-done.ts';
import { isDone, type StepView } from '../../shared/protocol/step.ts';

/** What a step came to that is not done. null: it is done, or has not come to its end. */
const otherEnd = (step: StepView): string | null => {
  if (isPartDone(step) || isRestElsewhere(step)) return 'done in part';
  return step.status === 'failed' || step.status === 'refused' || step.status === 'skipped' ? step.status : null;
};

/** "2 acting, 3 of 7 done, 1 failed"; one that acts alone is not counted, for the list shows it. */
export function progressWords(steps: readonly StepView[]): string {
  const acting = steps.filter(({ status }) => status === 'acting').length;
  const others = Map.groupBy(steps, otherEnd);
  others.delete(null);
  const ends = [...others].map(([end, { length }]) => `, ${length} ${end}`);
  const done = `${steps.filter(isDone).length} of ${steps.length} done${ends.join('')}`;
  return acting > 1 ? `${acting} acting, ${done}` : done;
}
