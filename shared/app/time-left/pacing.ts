import type { RunState } from '../../execution/state.ts';
import type { Clock } from '../../ports/clock.ts';
import { isEnded, type RunView } from '../../protocol/run.ts';
import type { ViewEvent } from '../../protocol/views.ts';
import type { Skill } from '../../skills/skill.ts';
import { samplesOf, type Past, type Samples } from './samples.ts';
import { isTimed, timeLeftOf } from './time-left.ts';

export interface PacingOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly skills: ReadonlyMap<string, Skill>;
  /** Throws where there is none. */
  readonly run: (runId: string) => RunState;
  /** The goal of the run that one waits for; null: it waits for none. */
  readonly behind: (runId: string) => string | null;
  /** The newest first. */
  readonly runs: () => readonly RunState[];
}

/** What took long every time of so many takes long. */
const OFTEN = 5;

type Told = Omit<RunView, 'steps'>;

/**
 * Adds to what is told of runs how long their rest will take, and which other run they wait for. A fold of the runs that are there, so that it forgets what they forget; nothing of
 * it is journalled.
 */
export class Pacing {
  readonly #of: PacingOptions;
  /** Of runs at an end; null: to be gathered anew. */
  #past: Samples | null = null;

  constructor(of: PacingOptions) {
    this.#of = of;
  }

  /** How long steps took, by skill, in the runs that are at an end. */
  past(): Samples {
    return (this.#past ??= samplesOf(this.#of.runs().filter(({ view }) => isEnded(view.status))));
  }

  /** How long calls took at the least, by skill: of those that were made often enough and have no size, and so may not be smaller next time. */
  usual(): ReadonlyMap<string, number> {
    const least = new Map<string, number>();
    for (const [skill, samples] of this.past())
      if (samples.length >= OFTEN && samples.every(({ size }) => size === null))
        least.set(skill, Math.min(...samples.map(({ took }) => took)));
    return least;
  }

  /** A run with the time that is left of it, where that can be told; while it waits for another one that time says nothing, and that one is named. */
  timed<R extends Told>(told: R): R {
    const behind = isEnded(told.status) ? null : this.#of.behind(told.id);
    if (behind !== null) return { ...told, behind };
    if (!isTimed(told)) return told;
    const state = this.#of.run(told.id);
    const timeLeft = timeLeftOf(state.view, {
      samples: withOwn(this.past(), state),
      skills: this.#of.skills,
      now: this.#of.clock.now(),
    });
    return timeLeft ? { ...told, timeLeft } : told;
  }

  /** The same of what a window is told. */
  timedEvent(event: ViewEvent): ViewEvent {
    if (event.type === 'run') return { ...event, run: this.timed(event.run) };
    return event.type === 'run.head' ? { ...event, head: this.timed(event.head) } : event;
  }

  follow(event: ViewEvent): void {
    const head = event.type === 'run' ? event.run : event.type === 'run.head' ? event.head : null;
    if (head && isEnded(head.status)) this.#past = null;
  }

  lost(): void {
    this.#past = null;
  }
}

/** What the run itself took so far says most of how long it will. */
const withOwn = (past: Samples, state: Past): Samples => {
  const all = new Map(past);
  for (const [skill, own] of samplesOf([state])) all.set(skill, [...own, ...(past.get(skill) ?? [])]);
  return all;
};
