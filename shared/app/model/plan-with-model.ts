import type { Note } from '../../execution/manager.ts';
import type { RunState } from '../../execution/state.ts';
import type { GoalContext, Reading } from '../../goals/intent.ts';
import { propose } from '../../planning/propose.ts';
import { assess } from '../../policy/assess.ts';
import type { Model } from '../../ports/model.ts';
import { interpret } from '../../prompts/asks/interpret.ts';
import { repair } from '../../prompts/asks/repair.ts';
import type { Known } from '../../prompts/relevant.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { Chip, Question } from '../../protocol/run.ts';
import type { ViewEvent } from '../../protocol/views.ts';
import { worldOf } from '../looking.ts';
import type { PlanningPorts } from '../ports.ts';
import { recordOf } from '../record-of.ts';
import { ModelAsker } from './ask.ts';
import { allowedBy, judge, type Bench } from './judge.ts';
import { goRounds, TRIES, type Outcome } from './rounds.ts';
import { Said } from './said.ts';
import { chosenIn, slotsFor } from './slots.ts';

/** What planning with a model needs besides the planning ports. */
export interface Means {
  readonly model: Model;
  readonly note: Note;
  readonly emit: (event: ViewEvent) => void;
  /** What is known, for prompts. */
  readonly facts: () => Promise<readonly Known[]>;
}

/** Whether there is a model to ask. */
export const canAsk = (model: Model | undefined): model is Model => model?.ability() != null;

/** The person's words about a run: the goal, and what they chose where they were asked. */
export const saidIn = (state: RunState): Said =>
  new Said([state.view.goal, ...chosenIn(state).map(({ answer }) => answer), ...allowedBy(state.answers)]);

/** The person may let the model go on after it found nothing that holds; each such question has a subject of its own. */
const goOn = (model: string, wrong: string, state: RunState): Omit<Question, 'id'> => ({
  subject: `again:${state.proposals.length}`,
  ask: `${model} found no plan that holds. ${wrong}`,
  candidates: [{ id: 'again', label: `Let it try ${TRIES + 1} more times` }],
});

/** From a goal that the offline grammar does not read to a checked plan, a question or a refusal, by asking the model. Never acts. */
export const planWithModel = async (
  state: RunState,
  reading: Extract<Reading, { kind: 'not-understood' }>,
  context: GoalContext,
  ports: PlanningPorts,
  means: Means,
  signal: AbortSignal,
): Promise<readonly RunEvent[]> => {
  const { id: runId, goal } = state.view;
  const { clock, hash, ids } = ports;
  const asker = new ModelAsker({ ...means, clock, hash, signal, state });
  const world = worldOf(context, ports);
  const bench: Bench = {
    goal,
    context,
    said: saidIn(state),
    model: asker.name,
    propose: (intents, known, held) => propose(intents, goal, known, world, ports.skills, assess, held),
  };
  const base = (): { at: number; runId: string } => ({ at: clock.now(), runId });
  const refused = (error: SonnyError, draft: Extract<RunEvent, { type: 'run.refused' }>['draft'] = []): RunEvent[] => [
    {
      type: 'run.refused',
      ...base(),
      error: error.view(),
      suggestions: [...reading.suggestions],
      chips: [...reading.chips],
      draft,
    },
  ];
  const asked = (question: Omit<Question, 'id'>, chips: readonly Chip[]): RunEvent[] => [
    { type: 'question.asked', ...base(), question: { id: ids.next('question'), ...question }, chips: [...chips] },
  ];
  let outcome: Outcome;
  try {
    const slots = await slotsFor(state, context, means.facts, ports, asker.room, signal);
    outcome = await goRounds({
      asker,
      of: { note: means.note, clock },
      state,
      ask: (before) =>
        before
          ? asker.ask(repair, {
              ...slots,
              proposal: { from: 'your proposal', text: JSON.stringify(before.proposal) },
              wrong: { from: 'Sonny’s checks', text: before.wrong, cut: 'never' },
            })
          : asker.ask(interpret, slots),
      judge: (proposal) => judge(proposal, bench, ports, signal),
    });
  } catch (thrown) {
    return refused(SonnyError.from(thrown));
  }
  switch (outcome.kind) {
    case 'plan': {
      const { constraints, chips, plan } = outcome;
      const held = constraints.length > 0 ? { constraints: [...constraints] } : {};
      return [
        { type: 'run.understood', ...base(), chips: [...chips], ...held },
        { type: 'plan.made', ...base(), plan: recordOf(plan, ports) },
      ];
    }
    case 'question':
      return asked(outcome.question, outcome.chips.length > 0 ? outcome.chips : reading.chips);
    case 'cannot':
      return refused(new SonnyError('GOAL_NOT_UNDERSTOOD', `${asker.name}: ${outcome.say}`));
    case 'wrong':
      return asked(goOn(asker.name, outcome.last.say, state), reading.chips);
  }
};
