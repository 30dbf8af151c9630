import { boundAfter, ownFacts, type Things } from './ask/bound-things.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { Json } from '../protocol/json.ts';
import { OWN_WORDS, type Candidate, type RunView } from '../protocol/run.ts';
import type { StepView } from '../protocol/step.ts';
import { PagedList } from './life/paged-list.ts';
import type { Wish } from './life/run-context.ts';
import { emptyView, project } from './view/project.ts';
import { UNUSED, usageAfter, type Usage } from './bounds/usage.ts';
import { firstSnapshot, takes, transition, type Snapshot } from './life/transition.ts';

/** An act on the world and all that is needed to take it back. */
export interface Act {
  readonly key: string;
  readonly stepId: string;
  readonly skill: string;
  readonly args: Readonly<Record<string, Json>>;
  /** Until the act has an outcome: what was prepared before it. */
  readonly receipt: Json;
  /** Nothing of it is in the world: it was refused, or found not to have happened. */
  readonly untouched: boolean;
}

export interface OpenIntent {
  readonly key: string;
  readonly stepId: string;
  readonly undo: boolean;
}

/** What the person chose where they were asked. */
export interface Choice {
  readonly at: number;
  readonly questionId: string;
  readonly subject: string;
  readonly ask: string;
  readonly candidate: Pick<Candidate, 'id' | 'label'>;
}

type ModelProposed = Extract<RunEvent, { type: 'model.proposed' }>;

/** A run at one moment: a fold of its journal rows and nothing else. */
export interface RunState {
  readonly snapshot: Snapshot;
  readonly view: RunView;
  /** In the order they were intended. */
  readonly acts: readonly Act[];
  /** How often each step was begun, by its place in the plan. */
  readonly tries: PagedList<number>;
  /** Intents without an outcome, in order: after a crash their outcome is unknown. */
  readonly open: readonly OpenIntent[];
  /** Keys of acts that a crash cut off in their middle, or in the middle of their undo. */
  readonly cutOff: readonly string[];
  /** Hash of what a step was about when it was asked about on its own, by step. */
  readonly approvedFacts: Readonly<Record<string, string>>;
  /** Which things a yes was for, by step that takes them away. */
  readonly boundThings: Readonly<Record<string, Things>>;
  /** By key of an act: what takes back what was last done about a person's own change of it. */
  readonly resolutions: Readonly<Record<string, Json>>;
  readonly usage: Usage;
  /** What models proposed for this run, in order, and what the checks made of it. */
  readonly proposals: readonly Pick<ModelProposed, 'proposal' | 'verdict' | 'say' | 'within'>[];
  /** The acts that were chosen for steps whose acts are chosen as they go, in order. */
  readonly growths: readonly Pick<Extract<RunEvent, { type: 'plan.grown' }>, 'stepId' | 'seen' | 'steps'>[];
  /** Answers to this run's questions by subject; `none` where none of the candidates was right. */
  readonly answers: Readonly<Record<string, string>>;
  /** The same with what was asked, in order, without where none of the candidates was right. */
  readonly choices: readonly Choice[];
  /** The goal's place by meaning; null: it was not asked for. */
  readonly embedded: Pick<Extract<RunEvent, { type: 'goal.embedded' }>, 'space' | 'vector'> | null;
}

const hadNotHappened = ({ error, evidence }: Extract<RunEvent, { type: 'step.ended' }>): boolean =>
  error?.code === 'INTERRUPTED' && evidence.length > 0 && evidence.every((e) => e.holds === false);

// An array, not a map: a run's acts are copied once a row, and copying references is what arrays are quickest at; with `concat`
// several times quicker than with a spread.
const actsAfter = (acts: readonly Act[], event: RunEvent): readonly Act[] => {
  if (event.type === 'step.intended') {
    const { key, stepId, skill, args, prepared = null } = event;
    return acts.concat([{ key, stepId, skill, args, receipt: prepared, untouched: false }]);
  }
  if (event.type !== 'step.ended') return acts;
  const at = acts.findLastIndex((a) => a.key === event.key);
  const act = acts[at];
  const untouched = event.status === 'refused' || hadNotHappened(event);
  if (!act || (act.receipt === event.receipt && act.untouched === untouched)) return acts;
  return acts.with(at, { ...act, receipt: event.receipt, untouched });
};

const triesAfter = (
  tries: RunState['tries'],
  event: RunEvent,
  place: number,
  placeBefore: (stepId: string) => number,
): RunState['tries'] => {
  if (event.type === 'plan.grown') {
    const at = placeBefore(event.stepId);
    return PagedList.of(tries.toJSON().toSpliced(at, 0, ...event.steps.map(() => 0)));
  }
  if (event.type === 'plan.made')
    return PagedList.of([
      ...(event.keeps ?? []).map((id) => tries.at(placeBefore(id)) ?? 0),
      ...event.plan.steps.map(() => 0),
    ]);
  return event.type === 'step.intended' ? tries.with(place, (tries.at(place) ?? 0) + 1) : tries;
};

const openAfter = (open: RunState['open'], event: RunEvent): RunState['open'] => {
  switch (event.type) {
    case 'step.intended':
    case 'undo.intended':
    case 'conflict.chosen':
      return [...open, { key: event.key, stepId: event.stepId, undo: event.type !== 'step.intended' }];
    case 'step.ended':
    case 'undo.ended':
    case 'conflict.settled':
      return open.filter((intent) => intent.key !== event.key);
    default:
      return open;
  }
};

const cutOffAfter = ({ cutOff, open }: RunState, event: RunEvent): RunState['cutOff'] => {
  const inUndo = event.type === 'undo.ended' || event.type === 'conflict.settled';
  if (event.type === 'run.interrupted') return [...new Set([...cutOff, ...open.map(({ key }) => key)])];
  return inUndo && event.error?.code === 'INTERRUPTED' ? [...new Set([...cutOff, event.key])] : cutOff;
};

const choicesAfter = (choices: RunState['choices'], event: RunEvent, { question }: RunView): RunState['choices'] => {
  if (event.type !== 'question.answered' || question?.id !== event.questionId) return choices;
  const own = event.text === undefined ? null : { id: OWN_WORDS, label: event.text };
  const found = own ?? question.candidates.find(({ id }) => id === event.candidateId);
  if (!found) return choices;
  const { subject, ask } = question;
  const { id, label } = found;
  return [...choices, { at: event.at, questionId: question.id, subject, ask, candidate: { id, label } }];
};

const started = (): RunState => ({
  snapshot: firstSnapshot(),
  view: emptyView,
  acts: [],
  tries: PagedList.of([]),
  open: [],
  cutOff: [],
  approvedFacts: {},
  boundThings: {},
  usage: UNUSED,
  resolutions: {},
  proposals: [],
  answers: {},
  choices: [],
  embedded: null,
  growths: [],
});

/** Whether the machine would take the event now. */
export const accepts = (state: RunState, event: RunEvent): boolean => takes(state.snapshot, event);

/** Where in the plan a step is; -1 when it is not. */
const placeOf = ({ context }: Snapshot, stepId: string): number => context.places.get(stepId) ?? -1;

export const stepOf = ({ snapshot, view }: RunState, stepId: string): StepView | undefined =>
  view.steps[placeOf(snapshot, stepId)];

/** How often a step was begun. */
export const triesOf = ({ snapshot, tries }: RunState, stepId: string): number =>
  tries.at(placeOf(snapshot, stepId)) ?? 0;

/** A state, and what the machine wishes in it. */
export interface Advanced {
  readonly state: RunState;
  readonly wishes: readonly Wish[];
}

/**
 * The state after one more journal row, and what the machine wishes next. Pure: replaying rows and dropping the wishes
 * rebuilds the same state. A row that the machine has no transition for changes nothing.
 */
export const advance = (state: RunState | undefined, event: RunEvent): Advanced => {
  const before = state ?? started();
  const taken = transition(before.snapshot, event);
  if (!taken) return { state: before, wishes: [] };
  const { next, wishes } = taken;
  const place = 'stepId' in event && event.stepId !== null ? placeOf(next, event.stepId) : -1;
  const view = project(before.view, event, place, next);
  const facts = event.type === 'approval.asked' ? ownFacts(event) : undefined;
  return {
    state: {
      snapshot: next,
      view,
      acts: actsAfter(before.acts, event),
      tries: triesAfter(before.tries, event, place, (id) => placeOf(before.snapshot, id)),
      open: openAfter(before.open, event),
      cutOff: cutOffAfter(before, event),
      usage: usageAfter(before.usage, event, before.view),
      approvedFacts:
        event.type === 'approval.asked' && event.stepId !== null && facts !== undefined
          ? { ...before.approvedFacts, [event.stepId]: facts }
          : before.approvedFacts,
      boundThings: boundAfter(before.boundThings, event, before.view.steps),
      resolutions:
        event.type === 'conflict.intended'
          ? { ...before.resolutions, [event.key]: event.prepared }
          : before.resolutions,
      proposals: event.type === 'model.proposed' ? [...before.proposals, event] : before.proposals,
      growths: event.type === 'plan.grown' ? [...before.growths, event] : before.growths,
      answers:
        event.type === 'question.answered'
          ? { ...before.answers, [event.subject]: event.candidateId ?? 'none' }
          : before.answers,
      choices: choicesAfter(before.choices, event, before.view),
      embedded: event.type === 'goal.embedded' ? { space: event.space, vector: event.vector } : before.embedded,
    },
    wishes,
  };
};
