import { SonnyError } from '../protocol/errors.ts';
import type { PlanRecord, RunEvent } from '../protocol/events.ts';
import { accepts, type RunState } from './state.ts';

/** Writes what planning did on its way: that a model was asked counts, whatever becomes of the plan. */
export type Note = (event: RunEvent) => Promise<void>;

/** Understands and plans for a run: gives the row that says what came of it. Never acts. */
export type Planner = (state: RunState, signal: AbortSignal, note: Note) => Promise<readonly RunEvent[]>;

/** Another way for what is left of a failed run: new steps, and those of the plan before that stay. */
export interface OtherWay {
  readonly plan: PlanRecord;
  readonly keeps: readonly string[];
  /** What it does, in a sentence. */
  readonly say: string;
}

/** Another way that is only looked for when the person asks for it, because looking costs something. */
export type Offer = Pick<OtherWay, 'say'>;

/** How another way is looked for. */
export interface Replanner {
  /** From the world as it is; null when there is none. Never acts. */
  replan(state: RunState, signal: AbortSignal, note: Note): Promise<OtherWay | null>;
  /** As `replan`, without cost: where that finds none, what else may be tried. */
  foresee(state: RunState, signal: AbortSignal): Promise<OtherWay | Offer | null>;
}

/** The row of a plan that came to nothing because of what was thrown. */
export const planRefused = ({ view }: RunState, thrown: unknown, at: number): RunEvent => ({
  type: 'run.refused',
  at,
  runId: view.id,
  error: SonnyError.from(thrown).view(),
  suggestions: [],
  chips: [...view.chips],
  draft: [],
});

/** The row of another way that was asked for; one that does not fit the run as it is now is none. */
export const otherWayRow = (state: RunState, found: OtherWay | SonnyError | null, at: number): RunEvent => {
  const base = { at, runId: state.view.id };
  if (found && !(found instanceof SonnyError)) {
    const made: RunEvent = { type: 'plan.made', ...base, plan: found.plan, keeps: [...found.keeps] };
    if (accepts(state, made)) return made;
  }
  const error = found instanceof SonnyError ? found : new SonnyError('NO_OTHER_WAY');
  return { type: 'replan.refused', ...base, error: error.view() };
};
