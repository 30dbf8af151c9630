import type { StepView } from '../../shared/protocol/step.ts';

const TOO_FEW = 3;

/**
 * How long the rest may take, in milliseconds, judged by the steps of this run that have ended: from "all as quick as
 * the quicker half" to "all as slow as the slowest". Null until three have ended: before that any number would be a guess.
 */
export function timeLeft(steps: readonly StepView[]): { readonly least: number; readonly most: number } | null {
  const took = steps
    .flatMap(({ startedAt, endedAt }) =>
      startedAt !== undefined && endedAt !== undefined ? [endedAt - startedAt] : [],
    )
    .sort((a, b) => a - b);
  const left = steps.filter(({ status }) => ['planned', 'waiting', 'acting'].includes(status)).length;
  const median = took[Math.floor((took.length - 1) / 2)];
  const slowest = took.at(-1);
  if (took.length < TOO_FEW || left === 0 || median === undefined || slowest === undefined) return null;
  return { least: median * left, most: slowest * left };
}

/** Steps that have come to an end, whichever. */
export const ended = (steps: readonly StepView[]): number =>
  steps.filter(({ status }) => !['planned', 'waiting', 'acting'].includes(status)).length;
