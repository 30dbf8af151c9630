import type { StepView } from '../../shared/protocol/step.ts';

const TOO_FEW = 3;
const OPEN: readonly StepView['status'][] = ['planned', 'waiting', 'acting'];
const isOpen = ({ status }: StepView): boolean => OPEN.includes(status);

/**
 * How long the rest may take, in milliseconds, judged by the steps of this run that have ended: from "side by side, as
 * quick as the quicker half" to "one after the other, as slow as the slowest". Null where any number would be a guess:
 * before three have ended, when a person is still to be asked, and when a step already takes longer than any before it.
 */
export function timeLeft(
  steps: readonly StepView[],
  now: number,
): { readonly least: number; readonly most: number } | null {
  const took = steps
    .flatMap(({ startedAt, endedAt }) =>
      startedAt !== undefined && endedAt !== undefined ? [endedAt - startedAt] : [],
    )
    .sort((a, b) => a - b);
  const left = steps.filter(isOpen);
  const median = took[Math.floor((took.length - 1) / 2)];
  const slowest = took.at(-1);
  if (took.length < TOO_FEW || left.length === 0 || median === undefined || slowest === undefined) return null;
  if (left.some(({ asks, status }) => asks && status !== 'acting')) return null;
  const elapsed = left
    .filter(({ status }) => status === 'acting')
    .map(({ startedAt = now }) => Math.max(0, now - startedAt));
  if (elapsed.some((ms) => ms > slowest)) return null;
  const [shortest, longest] = elapsed.length > 0 ? [Math.min(...elapsed), Math.max(...elapsed)] : [0, 0];
  return {
    least: median * depth(left) - Math.min(median, longest),
    most: slowest * left.length - shortest,
  };
}

/** The longest chain of steps that wait for each other: what is left even if everything else runs beside it. */
function depth(steps: readonly StepView[]): number {
  const known = new Map<string, number>();
  // A plan is listed in an order in which it can run, so what a step depends on stands before it.
  for (const { id, dependsOn } of steps) known.set(id, 1 + Math.max(0, ...dependsOn.map((d) => known.get(d) ?? 0)));
  return Math.max(0, ...known.values());
}

/** Steps that have come to an end, whichever. */
export const ended = (steps: readonly StepView[]): number => steps.filter((step) => !isOpen(step)).length;

/** "2 acting, 3 of 7 done"; one that acts alone is not counted, for the list shows it. */
export function progressWords(steps: readonly StepView[]): string {
  const acting = steps.filter(({ status }) => status === 'acting').length;
  const done = `${ended(steps)} of ${steps.length} done`;
  return acting > 1 ? `${acting} acting, ${done}` : done;
}
