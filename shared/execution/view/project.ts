import { forecastOf } from '../../planning/forecast.ts';
import type { Constraint } from '../../protocol/constraint.ts';
import { SonnyError, type ErrorView } from '../../protocol/errors.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { asksWhatHappened, type ModelShare, type RunView } from '../../protocol/run.ts';
import type { StepView } from '../../protocol/step.ts';
import { anew, stepAfter } from './step-after.ts';
import { beginsAnew } from '../act/outcome.ts';
import { injectionsAfter } from './injections.ts';
import { sentenceOf } from './sentence.ts';
import { statusOf } from './status.ts';
import { without } from './without.ts';
import type { Snapshot } from '../life/transition.ts';

export const emptyView: RunView = {
  id: '',
  goal: '',
  chips: [],
  status: 'planning',
  sentence: '',
  createdAt: 0,
  steps: [],
  suggestions: [],
  stepping: false,
};

const withStep = (view: RunView, place: number, change: (step: StepView) => StepView): RunView => {
  const step = view.steps[place];
  const changed = step && change(step);
  return changed === undefined || changed === step ? view : { ...view, steps: view.steps.with(place, changed) };
};

const held = ({ constraints }: { readonly constraints?: readonly Constraint[] | undefined }): Partial<RunView> =>
  constraints ? { constraints: [...constraints] } : {};

/** Steps that stay keep the words they answer. */
const askedOf = (view: RunView, { plan, keeps = [] }: Extract<RunEvent, { type: 'plan.made' }>): Partial<RunView> => {
  const asked = [...(view.asked ?? []).filter((a) => keeps.includes(a.stepId)), ...(plan.asked ?? [])];
  return asked.length > 0 ? { asked } : {};
};

/** Steps that were never reached, when a run ends early. */
const skipRest = (view: RunView): RunView => ({
  ...view,
  steps: view.steps.map((s) => (s.status === 'planned' || s.status === 'waiting' ? { ...s, status: 'skipped' } : s)),
});

/** What stays where another way goes on; a step that did not work is past, its evidence with it. */
const keptSteps = (view: RunView, keeps: readonly string[]): StepView[] =>
  keeps.flatMap((id) => {
    const step = view.steps.find((s) => s.id === id);
    if (!step) return [];
    return step.status === 'failed' || step.status === 'refused' ? { ...step, status: 'skipped' } : step;
  });

/** What can no longer be taken back says so, in the steps and in the forecast. */
const dropped = (view: RunView, { acts, days }: Extract<RunEvent, { type: 'receipts.dropped' }>): RunView => {
  const concerned = new Set(acts.map(({ stepId }) => stepId));
  const say = `can no longer be undone: kept for ${days} ${days === 1 ? 'day' : 'days'}`;
  const steps = view.steps.map((s) =>
    concerned.has(s.id) && s.status !== 'undone' ? { ...without(s, 'conflict'), undo: { possible: false, say } } : s,
  );
  const undoable = steps.filter((s) => s.undo.possible).length;
  const forecast = view.forecast && {
    ...view.forecast,
    undoable,
    say: `${concerned.size} of ${steps.length} steps ${say}.`,
  };
  return { ...view, steps, ...(forecast ? { forecast } : {}) };
};

/** Where nobody is there no time goes by. */
const unanswered = (reason: 'expired' | 'closed'): ErrorView => {
  const expired = new SonnyError('APPROVAL_EXPIRED').view();
  return reason === 'expired' ? expired : { ...expired, say: 'Nobody was there to answer, which counts as no.' };
};

/** The steps that were asked about on their own and got a no; that nobody answered is one, too. */
const deniedOf = (view: RunView, { at, reason }: Extract<RunEvent, { type: 'approval.denied' }>): RunView => {
  const { approval } = view;
  if (!approval || approval.stepId === null) return view;
  const denied = new Set([approval.stepId, ...(approval.digest ?? []).map(({ stepId }) => stepId)]);
  const error = reason !== 'person' ? { error: unanswered(reason) } : {};
  const refused = (s: StepView): StepView => ({ ...s, ...error, status: 'refused', endedAt: at });
  return { ...view, steps: view.steps.map((s) => (denied.has(s.id) ? refused(s) : s)) };
};

const NO_SHARE: Omit<ModelShare, 'name'> = {
  calls: 0,
  input: 0,
  output: 0,
  cost: 0,
  unpriced: false,
  planned: false,
};

const sharedAfter = (
  before: ModelShare | undefined,
  { model, cost, input = 0, output = 0, unpriced }: Extract<RunEvent, { type: 'model.called' }>,
): ModelShare => {
  const share = before ?? { name: model, ...NO_SHARE };
  return {
    ...share,
    name: model,
    calls: share.calls + 1,
    input: share.input + input,
    output: share.output + output,
    cost: share.cost + cost,
    unpriced: share.unpriced || unpriced === true,
  };
};

/** Whether the newest thing that a model proposed is what the plan was made of. */
const plannedBy = ({ model, proposals }: RunView): { model?: ModelShare } =>
  model ? { model: { ...model, planned: proposals?.at(-1)?.verdict === 'holds' } } : {};

/** What becomes of the run, but for the step that the row is about. */
const fold = (view: RunView, event: RunEvent): RunView => {
  switch (event.type) {
    case 'run.started':
      return {
        ...emptyView,
        id: event.runId,
        goal: event.goal,
        createdAt: event.at,
        ...(event.by === undefined ? {} : { by: event.by }),
        ...(event.dryRun ? { dryRun: event.dryRun } : {}),
      };
    case 'run.understood':
      return { ...view, chips: event.chips, ...held(event), ...(event.learned ? { learned: event.learned } : {}) };
    case 'run.refused':
      return {
        ...view,
        chips: event.chips,
        ...held(event),
        ...(event.asked ? { asked: event.asked } : {}),
        error: event.error,
        suggestions: event.suggestions,
        steps: event.draft.map((s) => ({ ...s, status: 'planned', evidence: [] })),
        endedAt: event.at,
      };
    case 'plan.grown': {
      const given = new Set(event.replaces);
      const steps = view.steps.flatMap((s): StepView[] => {
        if (s.id !== event.stepId) return [given.has(s.id) ? { ...s, status: 'skipped' } : s];
        return [
          ...event.steps.map((n): StepView => ({ ...n, status: 'planned', evidence: [] })),
          { ...s, dependsOn: [...s.dependsOn, ...event.steps.map(({ id }) => id)] },
        ];
      });
      return { ...without(view, 'error'), steps, forecast: forecastOf(steps.filter((s) => s.status !== 'skipped')) };
    }
    case 'question.asked':
      return { ...view, chips: event.chips, question: event.question };
    case 'question.answered':
      // A question about an interrupted step does not end the run, whatever the answer.
      return {
        ...without(view, 'question'),
        ...(event.candidateId === null && !event.subject.startsWith('happened:') ? { endedAt: event.at } : {}),
      };
    case 'plan.made':
      return {
        ...without(view, 'opinion'),
        ...plannedBy(view),
        planHash: event.plan.hash,
        ...askedOf(view, event),
        risk: event.plan.risk,
        forecast: event.plan.forecast,
        steps: [
          ...keptSteps(view, event.keeps ?? []),
          ...event.plan.steps.map((s): StepView => ({ ...s, status: 'planned', evidence: [] })),
        ],
      };
    case 'approval.asked': {
      const { nonce, planHash, stepId, label, preview, names, digest, within, expiresAt } = event;
      const more = { ...(names ? { names } : {}), ...(digest ? { digest } : {}), ...(within ? { within } : {}) };
      const approval = { nonce, planHash, stepId, label, preview, expiresAt, ...more };
      return { ...view, approval };
    }
    case 'approval.given':
      return {
        ...without(view, 'approval'),
        stepping: view.approval?.stepId === null ? event.stepByStep : view.stepping,
      };
    case 'approval.denied':
      return skipRest({
        ...without(deniedOf(view, event), 'approval'),
        ...(event.reason === 'person' ? {} : { unanswered: true }),
        endedAt: event.at,
      });
    case 'run.paused':
      return { ...view, stepping: true };
    case 'run.resumed':
      return { ...view, stepping: event.oneStep };
    case 'run.cancelled':
      return skipRest({
        ...without(view, 'approval', 'question'),
        ...(view.question && !asksWhatHappened(view) ? { unanswered: true } : {}),
        endedAt: event.at,
      });
    case 'injection.noticed':
      return { ...view, injections: injectionsAfter(view.injections, event) };
    case 'model.called':
      return { ...view, model: sharedAfter(view.model, event) };
    case 'model.remarked':
      return event.planHash === view.planHash ? { ...view, opinion: event.opinion } : view;
    case 'model.proposed': {
      const { at, model, lines, verdict, say } = event;
      return { ...view, proposals: [...(view.proposals ?? []), { at, model, lines, verdict, say }] };
    }
    case 'budget.raised':
    case 'run.retried':
    case 'replan.started':
    case 'step.skipped':
      return without(view, 'error', 'endedAt', 'otherWay', 'unanswered');
    case 'replan.refused':
      return { ...view, error: event.error, endedAt: event.at };
    case 'run.interrupted':
      return without(view, 'question', 'approval');
    case 'run.finished': {
      const failed = view.steps.find((s) => s.error && s.status !== 'skipped');
      return {
        ...view,
        endedAt: event.at,
        ...(event.status === 'failed' && failed?.error ? { error: failed.error } : {}),
        ...(event.otherWay === undefined ? {} : { otherWay: event.otherWay }),
      };
    }
    case 'undo.started':
      return without(view, 'error', 'otherWay');
    case 'undo.ended':
      return event.error ? { ...view, error: event.error } : view;
    case 'conflict.chosen':
      return without(view, 'error');
    case 'receipts.dropped':
      return dropped(view, event);
    case 'run.redone':
      return {
        ...without(view, 'error', 'endedAt', 'unanswered'),
        steps: view.steps.map((s) => (event.steps?.includes(s.id) === false ? s : anew(s))),
      };
    case 'undo.finished':
      return { ...skipRest(view), endedAt: event.at };
    // About a step alone, or of no concern to who looks at a run.
    case 'step.intended':
    case 'step.performed':
    case 'step.ended':
    case 'step.refused':
    case 'step.retried':
    case 'undo.intended':
    case 'conflict.intended':
    case 'conflict.settled':
    case 'run.taken-over':
    case 'goal.embedded':
      return view;
  }
};

/**
 * The view after one more journal row; `place` is where in the plan the step is that the row is about, or -1, and `snapshot` the
 * machine after it.
 */
export const project = (view: RunView, event: RunEvent, place: number, snapshot: Snapshot): RunView => {
  const after = withStep(fold(view, event), place, (step) => stepAfter(step, event));
  // What was stopped begins nothing anew.
  const isOver = event.type === 'step.ended' && snapshot.value === 'cancelled' && beginsAnew(event);
  const folded = isOver ? skipRest(after) : after;
  const status = statusOf(snapshot, folded);
  const next = { ...(status === 'done-partly' ? without(folded, 'error') : folded), status };
  return { ...next, sentence: sentenceOf(next, event, place, snapshot.context, view.question) };
};
