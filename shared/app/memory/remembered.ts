import type { RunState } from '../../execution/state.ts';
import type { RememberedRun } from '../../protocol/memory.ts';
import { OWN_WORDS } from '../../protocol/run.ts';

/** Questions whose answers are about something else than what the person likes: consent, limits, what became of an act, what an open window holds. */
const PREFERENCE = /^(?:app|folder|time|model):|^write-in$/u;

/** What the person chose in a run among what works alike. */
export const tastesIn = ({ choices }: Pick<RunState, 'choices'>): RunState['choices'] =>
  choices.filter(({ subject, candidate }) => PREFERENCE.test(subject) && candidate.id !== OWN_WORDS);

/** null where nothing of the run may be told with a later goal: another program asked for it, or it was not verified to its end. */
export const rememberedOf = (state: RunState): RememberedRun | null => {
  const { view, embedded } = state;
  if (view.by !== undefined || view.status !== 'done') return null;
  const worked = view.steps.filter(({ status }) => status === 'verified').map(({ skill }) => skill);
  return {
    runId: view.id,
    goal: view.goal,
    at: view.createdAt,
    skills: [...new Set(worked)],
    chosen: tastesIn(state).map(({ ask, candidate }) => ({ ask, choice: candidate.label })),
    space: embedded?.space ?? null,
  };
};
