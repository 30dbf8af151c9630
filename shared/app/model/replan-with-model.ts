import type { OtherWay } from '../../execution/planner.ts';
import type { RunState } from '../../execution/state.ts';
import type { GoalContext } from '../../goals/intent.ts';
import { proposeInstead } from '../../planning/propose.ts';
import type { DataInput } from '../../prompts/data.ts';
import { recover } from '../../prompts/asks/recover.ts';
import { historyText } from '../../prompts/history.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { StepView } from '../../protocol/step.ts';
import { worldOf } from '../looking.ts';
import type { PlanningPorts } from '../ports.ts';
import { otherWayOf } from '../other-way-of.ts';
import { costing, ModelAsker } from './ask.ts';
import { judge, type Bench } from './judge.ts';
import { readFor } from './ground-of.ts';
import { noteInjections, saidIn, type Means } from './plan-with-model.ts';
import { goRounds } from './rounds.ts';
import { dataIn, slotsFor } from './slots.ts';

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
  const asker = new ModelAsker({ ...means, ...costing(ports), clock: ports.clock, hash: ports.hash, signal, state });
  const world = worldOf(context, ports);
  const run = { goal, steps, asked };
  const given: DataInput[] = [];
  const bench = (): Bench => ({
    goal,
    context,
    ground: { by: 'model', words: saidIn(state), read: readFor(state.view, given), home: context.home },
    model: asker.name,
    constraints,
    propose: (intents, known, held, assess) =>
      proposeInstead(run, intents, { known, world, skills: ports.skills }, assess, held),
  });
  const slots = await slotsFor(state, context, means, ports, asker.room, signal);
  const held = constraints.map(({ say }) => say);
  const text = historyText(steps.map(pastStep), held, Math.floor(asker.room * PAST_SHARE));
  // What was read back may hold anyone's words.
  const past: DataInput = { from: { kind: 'file', of: '' }, text, cut: 'never' };
  given.push(...dataIn(slots), past);
  await noteInjections(given, state.view.id, ports.clock, means.note);
  const outcome = await goRounds({
    asker,
    of: { note: means.note, clock: ports.clock },
    // What was proposed for the plan that failed is not gone on from.
    state: { ...state, proposals: state.proposals.map((p) => ({ ...p, proposal: null })) },
    ask: (before) => {
      if (!before) return asker.ask(recover, { ...slots, past });
      const told = `${JSON.stringify(before.proposal)}\n${before.wrong}`;
      const wrong: DataInput = { from: before.from, text: told, cut: 'start' };
      given.push(wrong);
      return asker.ask(recover, { ...slots, past, wrong });
    },
    judge: (proposal) => judge(proposal, bench(), ports, signal),
  });
  if (outcome.kind === 'plan') return otherWayOf(state.view, outcome.plan, ports);
  if (outcome.kind === 'question')
    throw new SonnyError('NO_OTHER_WAY', `${asker.name} would have to know: ${outcome.question.ask}`);
  throw new SonnyError('NO_OTHER_WAY', outcome.kind === 'cannot' ? outcome.say : (outcome.wrongs.at(-1)?.say ?? ''));
};
