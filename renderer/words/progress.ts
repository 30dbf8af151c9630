import type { StepView } from '../../shared/protocol/step.ts';

const OPEN: readonly StepView['status'][] = ['planned', 'waiting', 'acting'];
const isOpen = ({ status }: StepView): boolean => OPEN.includes(status);

/** Steps that have come to an end, whichever. */
export const ended = (steps: readonly StepView[]): number => steps.filter((step) => !isOpen(step)).length;

/** "2 acting, 3 of 7 done"; one that acts alone is not counted, for the list shows it. */
export function progressWords(steps: readonly StepView[]): string {
  const acting = steps.filter(({ status }) => status === 'acting').length;
  const done = `${ended(steps)} of ${steps.length} done`;
  return acting > 1 ? `${acting} acting, ${done}` : done;
}
