import { isEnded, type RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';

/** Shorter pauses between steps are not worth a line, in milliseconds. */
const PAUSE = 2000;

/** What happened in a run, in the order of its beginning. Times are milliseconds since the epoch. */
export type Moment =
  | { readonly kind: 'asked'; readonly at: number }
  /** The plan was allowed at some time before its first step. */
  | { readonly kind: 'allowed'; readonly steps: number }
  | {
      readonly kind: 'step';
      readonly at: number;
      readonly step: StepView;
      readonly number: number;
      /** How long it took; undefined while it acts. */
      readonly took: number | undefined;
    }
  /** Nothing acted for this long. */
  | { readonly kind: 'pause'; readonly ms: number; readonly before: StepView }
  | { readonly kind: 'unreached'; readonly steps: number }
  | { readonly kind: 'end'; readonly at: number };

/** A run as moments, from the view alone. */
export function timeline(run: RunView): readonly Moment[] {
  const begun = run.steps
    .map((step, i) => ({ step, number: i + 1 }))
    .filter(({ step }) => step.startedAt !== undefined)
    .sort((a, b) => startOf(a.step) - startOf(b.step));
  const moments: Moment[] = [{ kind: 'asked', at: run.createdAt }];
  if (begun.length > 0) moments.push({ kind: 'allowed', steps: run.steps.length });
  let quietSince: number | null = null;
  for (const { step, number } of begun) {
    const at = startOf(step);
    if (quietSince !== null && at - quietSince >= PAUSE)
      moments.push({ kind: 'pause', ms: at - quietSince, before: step });
    moments.push({ kind: 'step', at, step, number, took: step.endedAt === undefined ? undefined : step.endedAt - at });
    quietSince = Math.max(quietSince ?? 0, step.endedAt ?? at);
  }
  const unreached = run.steps.length - begun.length;
  if (isEnded(run.status)) {
    if (unreached > 0) moments.push({ kind: 'unreached', steps: unreached });
    if (run.endedAt !== undefined) moments.push({ kind: 'end', at: run.endedAt });
  }
  return moments;
}

/** What a moment is known by from one view of its run to the next. */
export function momentKey(moment: Moment): string {
  if (moment.kind === 'step') return `step ${moment.step.id}`;
  return moment.kind === 'pause' ? `pause ${moment.before.id}` : moment.kind;
}

const startOf = (step: StepView): number => step.startedAt ?? 0;

/** The time in which anything acted: from the first step's start to the last one's end, or to `now` while one acts. */
export function actingSpan(steps: readonly StepView[], now: number): { readonly from: number; readonly to: number } {
  const begun = steps.filter(({ startedAt }) => startedAt !== undefined);
  return {
    from: Math.min(...begun.map(startOf)),
    to: Math.max(...begun.map(({ endedAt }) => endedAt ?? now)),
  };
}
