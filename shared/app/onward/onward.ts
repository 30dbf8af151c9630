import type { Grower, Growth } from '../../execution/act/grow-step.ts';
import type { Note } from '../../execution/planner.ts';
import type { RunState } from '../../execution/state.ts';
import type { GoalContext } from '../../goals/intent.ts';
import type { Plan } from '../../planning/plan.ts';
import { proposeRest } from '../../planning/propose.ts';
import { goOn } from '../../prompts/asks/go-on.ts';
import type { DataInput } from '../../prompts/data.ts';
import type { Proposal } from '../../prompts/proposal.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { StepView } from '../../protocol/step.ts';
import { REST } from '../../skills/rest.ts';
import { PERSON, SONNY } from '../../symbolic/labels/source.ts';
import { worldOf } from '../looking.ts';
import { costing, ModelAsker } from '../model/ask.ts';
import { readFor } from '../model/ground-of.ts';
import { judge, type Bench } from '../model/judge.ts';
import { canAsk, noteInjections, saidIn, type Means } from '../model/plan-with-model.ts';
import { questionAfter } from '../model/question.ts';
import { goRounds, type Rejected, type Rounds } from '../model/rounds.ts';
import { dataIn, slotsFor } from '../model/slots.ts';
import type { PlanningPorts } from '../ports.ts';
import { asGrowth } from './as-growth.ts';
import { doubtOf, type Doubts } from './doubts.ts';
import { gaveIn, pastData, readData } from './past.ts';
import { settledBy } from './settled.ts';
import { withinRoom } from './shorten.ts';

/** How often a run may plan what is left before the person is asked whether it shall go on, and how many tokens of the past it is told. */
const MOST = 8;
const PAST_SHARE = 0.1;

/** What planning the rest needs of the program. */
export interface Onward {
  readonly ports: PlanningPorts;
  contextOf(state: RunState): GoalContext;
  meansWith(note: Note): Omit<Means, 'model'>;
  readonly doubts: Doubts;
}

const isMore = ({ answers }: RunState, stepId: string): boolean => `rest:${stepId}:more` in answers;

const goOnQuestion = (stepId: string, times: number): Growth => ({
  kind: 'question',
  question: {
    subject: `rest:${stepId}:more`,
    ask: `What is left has been planned ${times} times. Shall Sonny plan once more?`,
    candidates: [{ id: 'more', label: 'Plan once more' }],
  },
});

/** Whether it was planned before: what is done once more after an undo is the same steps, and nothing is asked. */
const isPlanned = ({ growths, acts }: RunState, stepId: string): boolean =>
  growths.some((growth) => growth.stepId === stepId && growth.steps.length > 0) ||
  acts.some((act) => act.stepId === stepId && !act.untouched);

const NOTHING: Plan = {
  steps: [],
  asked: [],
  risk: 'R0',
  forecast: { steps: 0, undoable: 0, pointOfNoReturn: null, say: 'Nothing is left to do.' },
};

const isNothingLeft = ({ kind, parts }: Proposal): boolean => kind === 'plan' && parts.length === 0;

/** Only what was proposed for this step is gone on from. */
const ofStep = (state: RunState, stepId: string): RunState => ({
  ...state,
  proposals: state.proposals.map((one) => (one.within === stepId ? one : { ...one, proposal: null })),
});

/** Plans what is left of a run's goal from what its steps have read by now. Never acts. */
const plannedRest = async (
  { ports, contextOf, meansWith }: Onward,
  state: RunState,
  step: StepView,
  signal: AbortSignal,
  note: Note,
): Promise<Growth> => {
  const { model, clock, hash, skills, home } = ports;
  if (!canAsk(model)) throw new SonnyError('MODEL_NOT_SET_UP');
  const { goal, steps, asked = [], constraints = [] } = state.view;
  const means = meansWith(note);
  const context = contextOf(state);
  const asker = new ModelAsker({ ...means, ...costing(ports), model, clock, hash, signal, state });
  const world = worldOf(context, ports);
  const task: DataInput = { from: PERSON, text: String(step.args['task'] ?? ''), cut: 'never' };
  const whole = readData(steps, skills, home);
  const given: DataInput[] = [...whole];
  const slots = await slotsFor(state, context, means, ports, asker.room, signal);
  const past = pastData(state, Math.floor(asker.room * PAST_SHARE));
  const read = await withinRoom(whole, task, asker);
  const around = [...dataIn(slots), past];
  given.push(...read, ...around);
  await noteInjections(around, state.view.id, clock, note);
  const bench = (): Bench => ({
    goal,
    context,
    ground: { by: 'model', words: saidIn(state), read: readFor(state.view, given), home },
    model: asker.name,
    constraints,
    named: true,
    gave: gaveIn(steps),
    settle: settledBy(steps, skills),
    propose: (intents, known, held, assess) =>
      proposeRest({ goal, steps, asked }, intents, { known, world, skills }, assess, held),
  });
  const ask = (before: Rejected | null): Promise<Proposal> => {
    const held = constraints.map(({ say }): DataInput => ({ from: SONNY, text: say, cut: 'never' }));
    const wrong: DataInput | null = before && {
      from: before.from,
      text: `${JSON.stringify(before.proposal)}\n${before.wrong}`,
      cut: 'start',
    };
    if (wrong) given.push(wrong);
    return asker.ask(goOn, {
      ...slots,
      // What a model wrote it is told as such.
      task: { ...task, from: { kind: 'model', of: asker.name } },
      read: [...read],
      past,
      ...(held.length > 0 ? { held } : {}),
      ...(wrong ? { wrong } : {}),
    });
  };
  const rounds: Rounds = {
    asker,
    of: { note, clock },
    state: ofStep(state, step.id),
    within: step.id,
    ask,
    judge: async (proposal) =>
      isNothingLeft(proposal)
        ? { kind: 'plan', plan: NOTHING, chips: [], constraints }
        : judge(proposal, bench(), ports, signal),
  };
  const came = await goRounds(rounds);
  switch (came.kind) {
    case 'plan':
      if (came.plan.steps.length === 0) return { kind: 'done' };
      return {
        kind: 'steps',
        steps: asGrowth(came.plan, step, { words: saidIn(state), home, skills }),
        seen: hash(JSON.stringify(read.map(({ text }) => text))),
      };
    case 'question':
      return { kind: 'question', question: came.question };
    case 'wrong':
      return { kind: 'question', question: await questionAfter(came.wrongs, slots, rounds) };
    case 'cannot':
      throw new SonnyError('NO_WAY_KNOWN', `${asker.name}: ${came.say}`);
  }
};

/** Once its steps are done for the first time, the model may doubt that they are all. */
const judged = async (
  { ports, meansWith, doubts }: Onward,
  state: RunState,
  step: StepView,
  inner: readonly StepView[],
  signal: AbortSignal,
  note: Note,
): Promise<void> => {
  const { model, clock, hash } = ports;
  const wasDone = state.acts.some((act) => act.stepId === step.id && !act.untouched);
  if (wasDone || !canAsk(model) || inner.every(({ risk }) => risk === 'R0')) return;
  const asker = new ModelAsker({ ...meansWith(note), ...costing(ports), model, clock, hash, signal, state });
  doubts.raise(state, step.id, await doubtOf(inner, String(step.args['task'] ?? ''), asker));
};

/** Plans what plans had left open, once the steps before it have read what it hangs on. */
export const createOnward =
  (onward: Onward): Grower =>
  async (state, step, _args, signal, note) => {
    const inner = state.view.steps.filter(({ within }) => within === step.id);
    const failed = inner.find(({ status }) => status === 'failed' || status === 'refused');
    // Its steps are a plan like any other: where one fails, the person says how it goes on.
    if (failed) throw new SonnyError('NO_OTHER_WAY', failed.title);
    if (isPlanned(state, step.id)) {
      await judged(onward, state, step, inner, signal, note);
      return { kind: 'done' };
    }
    const before = state.view.steps.filter(
      ({ skill, status }) => skill === REST && status !== 'planned' && status !== 'waiting',
    );
    if (before.length >= MOST && !isMore(state, step.id)) return goOnQuestion(step.id, before.length);
    return plannedRest(onward, state, step, signal, note);
  };
