import type { Note } from '../../execution/planner.ts';
import type { RunState } from '../../execution/state.ts';
import type { GoalContext, Reading } from '../../goals/intent.ts';
import { propose } from '../../planning/propose.ts';
import { noticedIn } from '../../execution/act/noticing.ts';
import { isByOthers } from '../../symbolic/labels/source.ts';
import type { Model } from '../../ports/model.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DataInput } from '../../prompts/data.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { ScriptDraft } from '../../protocol/script.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { Chip, Question } from '../../protocol/run.ts';
import type { ViewEvent } from '../../protocol/views.ts';
import { worldOf } from '../looking.ts';
import type { PlanningPorts } from '../ports.ts';
import { recordOf } from '../record-of.ts';
import { costing, ModelAsker } from './ask.ts';
import { allowedBy, judge, type Bench } from './judge.ts';
import { Proposing } from './propose.ts';
import { questionAfter } from './question.ts';
import { goRounds, UNKNOWN, type Outcome, type Rounds } from './rounds.ts';
import { readFor } from './ground-of.ts';
import { chosenIn, dataIn, slotsFor, type Remembering } from './slots.ts';

/** What planning with a model needs besides the planning ports. */
export interface Means extends Remembering {
  readonly model: Model;
  readonly emit: (event: ViewEvent) => void;
  /** The script that a goal in the same words ran, the last time that it went well. */
  readonly earlierScript?: (goal: string) => ScriptDraft | null;
}

/** Whether there is a model to ask. */
export const canAsk = (model: Model | undefined): model is Model => model !== undefined && model.ability() !== null;

/** The person's words about a run: the goal, unless another program gave it, and what they chose where they were asked. */
export const saidIn = (state: RunState): readonly string[] => [
  ...(state.view.by === undefined ? [state.view.goal] : []),
  ...chosenIn(state).map(({ answer }) => answer),
  ...allowedBy(state.answers),
];

/** The reading of a model is told where it holds what reads like an instruction: nothing depends on that, but the person may want to know. */
export const noteInjections = async (
  data: readonly DataInput[],
  runId: string,
  clock: Clock,
  note: Note,
): Promise<void> => {
  for (const { from, text } of data)
    if (isByOthers(from))
      for (const noticed of noticedIn(text, from, { at: clock.now(), runId, stepId: null })) await note(noticed);
};

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
  const asker = new ModelAsker({ ...means, ...costing(ports), clock, hash, signal, state });
  const world = worldOf(context, ports);
  const given: DataInput[] = [];
  const bench = (): Bench => ({
    goal,
    context,
    ground: { by: 'model', words: saidIn(state), read: readFor(state.view, given), home: context.home },
    model: asker.name,
    propose: (intents, known, held, assess) => propose(intents, goal, known, world, ports.skills, assess, held),
  });
  const base = (): { at: number; runId: string } => ({ at: clock.now(), runId });
  const refused = (error: SonnyError): RunEvent[] => [
    {
      type: 'run.refused',
      ...base(),
      error: error.view(),
      suggestions: [...reading.suggestions],
      chips: [...reading.chips],
      draft: [],
    },
  ];
  const asked = (question: Omit<Question, 'id'>, chips: readonly Chip[]): RunEvent[] => [
    { type: 'question.asked', ...base(), question: { id: ids.next('question'), ...question }, chips: [...chips] },
  ];
  let outcome: Exclude<Outcome, { kind: 'wrong' }>;
  try {
    const slots = await slotsFor(state, context, means, ports, asker.room, signal);
    // What was wrong with a proposal before may hold anyone's words, and what follows from it goes on from that.
    const past = state.proposals.filter(({ verdict }) => verdict === 'rejected');
    given.push(...dataIn(slots), ...past.map(({ say }): DataInput => ({ from: UNKNOWN, text: say })));
    await noteInjections(given, runId, clock, means.note);
    const proposing = new Proposing(asker, slots, context, ports.skills, (data) => given.push(data));
    const rounds: Rounds = {
      asker,
      of: { note: means.note, clock },
      state,
      ask: (before) => proposing.next(before),
      judge: (proposal) => judge(proposal, bench(), ports, signal),
    };
    const came = await goRounds(rounds);
    outcome =
      came.kind === 'wrong'
        ? { kind: 'question', question: await questionAfter(came.wrongs, slots, rounds), chips: [] }
        : came;
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
      return refused(new SonnyError('NO_WAY_KNOWN', `${asker.name}: ${outcome.say}`));
  }
};
