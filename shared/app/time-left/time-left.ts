import type { RunView } from '../../protocol/run.ts';
import type { StepView } from '../../protocol/step.ts';
import type { TimeLeft } from '../../protocol/time-left.ts';
import type { Skill } from '../../skills/skill.ts';
import { paceOf } from './pace.ts';
import type { Samples } from './samples.ts';
import { sizeOf } from './size.ts';
import type { Spread } from './spread.ts';

/** Where a run has something before it, and nothing hangs on how it ends first. */
const LIVE: readonly RunView['status'][] = [
  'awaiting-approval',
  'acting',
  'awaiting-step-approval',
  'paused',
  'taken-over',
];
export const isTimed = ({ status }: Pick<RunView, 'status'>): boolean => LIVE.includes(status);

const LEFT: readonly StepView['status'][] = ['planned', 'waiting', 'acting'];
/** So likely it is less than what is said, and so likely more. */
const OUTSIDE = 0.1;
/** What takes longer than all but so few has no known end. */
const HARDLY_EVER = 0.02;
const DRAWS = 200;
/** Draws of all steps: a plan of a thousand steps is told with fewer, whose sum is the more even. */
const MOST_DRAWS = 20_000;

/** What is left of one step: so long it takes with a probability; 0 for what only waits. */
type Rest = (p: number) => number;

const NOTHING: Rest = () => 0;

/** Mulberry32: the same numbers each time, so that the same run gives the same view. */
const numbers = (seed: number): (() => number) => {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** One draw from each of so many equal parts, in an order of its own for each step. */
const drawn = (rest: Rest, draws: number, place: number): Float64Array => {
  const values = Float64Array.from({ length: draws }, (_, i) => rest((i + 0.5) / draws));
  if (rest === NOTHING) return values;
  const next = numbers(place + 1);
  for (let i = draws - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [values[i], values[j]] = [values[j] ?? 0, values[i] ?? 0];
  }
  return values;
};

/** When the last of the steps is done, in each draw: the longest way through what waits for what. */
const endsOf = (steps: readonly StepView[], rests: ReadonlyMap<string, Rest>): Float64Array => {
  const draws = Math.max(20, Math.min(DRAWS, Math.floor(MOST_DRAWS / Math.max(1, rests.size))));
  const ends = new Map<string, Float64Array>();
  const last = new Float64Array(draws);
  // A plan is listed in an order in which it can run, so what a step waits for stands before it.
  for (const [place, { id, dependsOn }] of steps.entries()) {
    const rest = rests.get(id);
    if (!rest) continue;
    const own = drawn(rest, draws, place);
    const waited = dependsOn.flatMap((d) => ends.get(d) ?? []);
    for (let i = 0; i < draws; i++) {
      let begin = 0;
      for (const end of waited) begin = Math.max(begin, end[i] ?? 0);
      const end = begin + (own[i] ?? 0);
      own[i] = end;
      last[i] = Math.max(last[i] ?? 0, end);
    }
    ends.set(id, own);
  }
  return last.sort();
};

/** How long a step takes that has run for so long already. null: longer than like ones do. */
const since = (spread: Spread, elapsed: number): Rest | null => {
  const past = spread.upTo(elapsed);
  if (past > 1 - HARDLY_EVER) return null;
  return (p) => Math.max(0, spread.at(past + (1 - past) * p) - elapsed);
};

export interface TimeGround {
  readonly samples: Samples;
  readonly skills: ReadonlyMap<string, Pick<Skill, 'waits' | 'grows' | 'open'>>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is left of a step; `late`: nobody knows; null: too little is known of such steps. */
const restOf = (step: StepView, run: RunView, { samples, skills, now }: TimeGround): Rest | 'late' | null => {
  const skill = skills.get(step.skill);
  if (!skill) return null;
  if (skill.waits) return NOTHING;
  const within = run.steps.filter((s) => s.within === step.id);
  // Nobody knows what it will come to; once it was planned, its steps are there and nothing else is left of it.
  if (skill.open) return within.length > 0 ? NOTHING : null;
  const size = sizeOf(step.args);
  const known = samples.get(step.skill) ?? [];
  const begins = [...(skill.grows ? within : []), ...(step.status === 'acting' ? [step] : [])].flatMap(
    ({ startedAt }) => startedAt ?? [],
  );
  if (begins.length === 0) {
    const pace = paceOf(known, size, ({ before, took }) => before + took);
    return pace && pace.at;
  }
  const pace = paceOf(known, size, ({ took }) => took);
  return pace && (since(pace, Math.max(0, now - Math.min(...begins))) ?? 'late');
};

const quantile = (sorted: Float64Array, p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(p * sorted.length - 0.5)))] ?? 0;

/** How long the rest of a run takes, by how long like steps took. null where nothing is left, or where any number would be a guess. */
export const timeLeftOf = (run: RunView, ground: TimeGround): TimeLeft | null => {
  if (!isTimed(run)) return null;
  const left = run.steps.filter(({ status }) => LEFT.includes(status));
  const growing = new Set(
    left.filter(({ skill }) => ground.skills.get(skill)?.grows && !ground.skills.get(skill)?.open).map(({ id }) => id),
  );
  const rests = new Map<string, Rest>();
  let late = false;
  for (const step of left) {
    // What a step has grown into is part of how long that step takes.
    const rest = step.within !== undefined && growing.has(step.within) ? NOTHING : restOf(step, run, ground);
    if (rest === null) return null;
    late ||= rest === 'late';
    rests.set(step.id, rest === 'late' ? NOTHING : rest);
  }
  if (rests.size === 0) return null;
  const ends = endsOf(run.steps, rests);
  const waits = left.filter(({ skill }) => ground.skills.get(skill)?.waits).map(({ title }) => title);
  const round = (ms: number): number => Math.round(Math.max(0, ms));
  return {
    at: ground.now,
    least: round(quantile(ends, OUTSIDE)),
    most: late ? null : round(quantile(ends, 1 - OUTSIDE)),
    waits,
  };
};
