import type { OtherWay } from '../../execution/manager.ts';
import type { RunState } from '../../execution/state.ts';
import type { GoalContext } from '../../goals/intent.ts';
import { proposeInstead } from '../../planning/propose.ts';
import { assess } from '../../policy/assess.ts';
import { recover } from '../../prompts/asks/recover.ts';
import { historyText } from '../../prompts/history.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { StepView } from '../../protocol/step.ts';
import { worldOf } from '../looking.ts';
import type { PlanningPorts } from '../ports.ts';
import { otherWayOf } from '../other-way-of.ts';
import { ModelAsker } from './ask.ts';
import { judge, type Bench } from './judge.ts';
import { saidIn, type Means } from './plan-with-model.ts';
import { goRounds } from './rounds.ts';
import { slotsFor } from './slots.ts';

/** How many tokens of what happened go with the question, as a part of what there is room for. */
const PAST_SHARE = 0.2;

const pastStep = ({ title, skill, status, error, evidence }: StepView) => {
  const note = error ? (error.details ?? error.say) : evidence[0]?.say;
  return { title, skill, status, ...(note === undefined ? {} : { note }) };
};

/**
 * Another way for what is left of a failed run, where the planner knows none: proposed by the model, held to everything that plans are held
 * to, and to what the run was held to from its beginning. Never acts.
 * @throws SonnyError NO_OTHER_WAY where nothing that was proposed holds, or as asking does
 */
export const replanWithModel = async (
  state: RunState,
  context: GoalContext,
  ports: PlanningPorts,
  means: Means,
  signal: AbortSignal,
): Promise<OtherWay> => {
  const { goal, steps, asked = [], constraints = [] } = state.view;
  const asker = new ModelAsker({ ...means, clock: ports.clock, hash: ports.hash, signal, state });
  const world = worldOf(context, ports);
  const run = { goal, steps, asked };
  const bench: Bench = {
    goal,
    context,
    said: saidIn(state),
    model: asker.name,
    constraints,
    propose: (intents, known, held) => proposeInstead(run, intents, { known, world, skills: ports.skills }, assess, held),
  };
  const slots = await slotsFor(state, context, means.facts, ports, asker.room, signal);
  const held = constraints.map(({ say }) => say);
  const past = historyText(steps.map(pastStep), held, Math.floor(asker.room * PAST_SHARE));
  const outcome = await goRounds({
    asker,
    of: { note: means.note, clock: ports.clock },
    // What was proposed for the plan that failed is not gone on from.
    state: { ...state, proposals: state.proposals.map((p) => ({ ...p, proposal: null })) },
    ask: (before) =>
      asker.ask(recover, {
        ...slots,
        past: { from: 'Sonny’s record', text: past, cut: 'never' },
        ...(before
          ? {
              wrong: {
                from: 'Sonny’s checks',
                text: `${JSON.stringify(before.proposal)}\n${before.wrong}`,
                cut: 'start',
              },
            }
          : {}),
      }),
    judge: (proposal) => judge(proposal, bench, ports, signal),
  });
  if (outcome.kind === 'plan') return otherWayOf(state.view, outcome.plan, ports);
  if (outcome.kind === 'question')
    throw new SonnyError('NO_OTHER_WAY', `${asker.name} would have to know: ${outcome.question.ask}`);
  throw new SonnyError('NO_OTHER_WAY', outcome.kind === 'cannot' ? outcome.say : outcome.last.say);
};
