import { sizeOf } from './size.ts';
import type { RunState } from '../../execution/state.ts';
import type { StepView } from '../../protocol/step.ts';

/** How long one step took, in milliseconds: until it was begun once nothing was in its way any more, and from then on. */
export interface Sample {
  readonly before: number;
  readonly took: number;
  /** How much it had to do, where its arguments say so. */
  readonly size: number | null;
}

/** By skill, the newest first. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;

/** What went through; how long something took that did not says nothing about what will. */
const WENT: readonly StepView['status'][] = ['verified', 'unverified', 'undone'];
/** Longer than this nothing stood between two steps but a person, or a machine that slept. */
const PAUSE = 10_000;
/** More of a skill are not looked at: how long something took long ago says less. */
const MOST = 60;

/** When the first of what a step grew into began, or it itself did. */
const beginOf = (step: StepView, within: readonly StepView[]): number | undefined => {
  const all = [step, ...within].flatMap(({ startedAt }) => startedAt ?? []);
  return all.length === 0 ? undefined : Math.min(...all);
};

const sampleOf = (step: StepView, steps: readonly StepView[]): Sample | null => {
  const { endedAt, status, asks, retried, dependsOn, args } = step;
  const within = steps.filter((s) => s.within === step.id);
  const begin = beginOf(step, within);
  if (!WENT.includes(status) || retried !== undefined || begin === undefined || endedAt === undefined) return null;
  // A person answered in the middle of it.
  if (within.some((s) => s.asks)) return null;
  // A clock that was set back says nothing.
  if (endedAt < begin) return null;
  const inner = new Set(within.map(({ id }) => id));
  const ends = steps.flatMap((s) =>
    dependsOn.includes(s.id) && !inner.has(s.id) && s.endedAt !== undefined ? [s.endedAt] : [],
  );
  const before = ends.length === 0 || asks ? 0 : begin - Math.max(...ends);
  return { before: before >= 0 && before <= PAUSE ? before : 0, took: endedAt - begin, size: sizeOf(args) };
};

/** A run, as far as it matters how long it took. */
export type Past = Pick<RunState, 'view' | 'acts' | 'cutOff'>;

/** How long the steps of runs took, by skill. @param runs the newest first */
export const samplesOf = (runs: Iterable<Past>): Samples => {
  const found = new Map<string, Sample[]>();
  for (const { view, acts, cutOff } of runs) {
    // How long nobody was there belongs to no step.
    const broken = new Set(cutOff);
    const interrupted = new Set(acts.flatMap(({ key, stepId }) => (broken.has(key) ? [stepId] : [])));
    for (const step of view.steps) {
      const own = found.get(step.skill) ?? [];
      if (own.length >= MOST || interrupted.has(step.id)) continue;
      const sample = sampleOf(step, view.steps);
      if (sample) found.set(step.skill, [...own, sample]);
    }
  }
  return found;
};
