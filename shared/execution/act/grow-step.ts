import type { PlannedStep, RunEvent } from '../../protocol/events.ts';
import type { Json } from '../../protocol/json.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { Question } from '../../protocol/run.ts';
import type { StepView } from '../../protocol/step.ts';
import { stateOf } from '../life/frontier.ts';
import { refusal } from './outcome.ts';
import type { ExecutionPorts } from '../ports.ts';
import { resolvable } from './resolve.ts';
import { accepts, stepOf, triesOf, type Act, type RunState } from '../state.ts';

/**
 * What comes next in a step whose acts are chosen as it goes. The acts are steps of the run like any other, put before it: so approvals,
 * stop, budgets, undo, recovery and the audit hold for them without knowing of this.
 */
export type Growth =
  | {
      readonly kind: 'steps';
      readonly steps: readonly PlannedStep[];
      /** Hash of what was looked at when they were chosen. */
      readonly seen: string;
    }
  | { readonly kind: 'done' }
  | { readonly kind: 'question'; readonly question: Omit<Question, 'id'> };

/**
 * Chooses the next acts of a step, with its real arguments. Never acts. `note` writes what it did on its way.
 * @throws SonnyError where it can't: the step has failed then, and nothing of it was touched
 */
export type Grower = (
  state: RunState,
  step: StepView,
  args: Readonly<Record<string, Json>>,
  signal: AbortSignal,
  note: (event: RunEvent) => Promise<void>,
) => Promise<Growth>;

/** One grower out of those of each skill. */
export const growing =
  (growers: Readonly<Record<string, Grower>>): Grower =>
  async (state, step, ...others) => {
    const own = growers[step.skill];
    if (!own) throw new SonnyError('INTERNAL', `Nothing chooses what comes next in ${step.skill}.`);
    return own(state, step, ...others);
  };

/** The steps that a growth gives up: acts chosen for the same step that failed, or had not begun. */
export const givenUp = ({ view, snapshot: { context } }: RunState, stepId: string): readonly string[] =>
  view.steps
    .filter(({ id, within }) => within === stepId && ['ahead', 'failed'].includes(stateOf(context, id) ?? ''))
    .map(({ id }) => id);

/**
 * The step that a failed run may go on in by choosing other acts: all that failed was chosen for it, and is known to have done nothing
 * or nothing that would be asked about.
 */
export const failedWithin = ({ view, snapshot: { context } }: RunState): string | null => {
  const failed = view.steps.filter(({ id }) => stateOf(context, id) === 'failed');
  const [first] = failed;
  const own = first?.within;
  if (own === undefined) return null;
  const harmless = failed.every(({ within, status, asks }) => within === own && (status === 'refused' || !asks));
  return harmless ? own : null;
};

interface Growing {
  readonly grower: Grower;
  readonly ports: Pick<ExecutionPorts, 'clock' | 'ids'>;
  state(): RunState;
  record(event: RunEvent): Promise<void>;
}

/** A step that could not even begin. */
const refuse = async (
  { ports, state, record }: Growing,
  { id: stepId, skill }: StepView,
  args: Act['args'],
  error: SonnyError,
): Promise<void> => {
  const now = state();
  const attempt = triesOf(now, stepId) + 1;
  const of = { runId: now.view.id, stepId, key: `${now.view.id}/${stepId}/${attempt}` };
  const at = ports.clock.now();
  const intended: RunEvent = { type: 'step.intended', at, ...of, skill, args: { ...args }, attempt };
  if (!accepts(now, intended)) return;
  await record(intended);
  await record({ type: 'step.ended', at, ...of, ...refusal(error) });
};

/** `wished`: the step itself waits for it. Where its acts have failed, they are given up first, whatever comes next. */
const rowOf = (growth: Growth, stepId: string, wished: boolean, now: RunState, ports: Growing['ports']): RunEvent => {
  const base = { at: ports.clock.now(), runId: now.view.id };
  if (growth.kind === 'question' && wished) {
    const question = { id: ports.ids.next('question'), ...growth.question };
    return { type: 'question.asked', ...base, question, chips: [...now.view.chips] };
  }
  const [steps, seen] = growth.kind === 'steps' ? [[...growth.steps], growth.seen] : [[], ''];
  return { type: 'plan.grown', ...base, stepId, steps, replaces: [...givenUp(now, stepId)], seen };
};

/**
 * Has the next acts of a step chosen and written down. false: there are no more, or none could be chosen, and the step itself is to come
 * to its end.
 */
export const growStep = async (growing: Growing, stepId: string, signal: AbortSignal): Promise<boolean> => {
  const { grower, ports, state, record } = growing;
  const before = state();
  const step = stepOf(before, stepId);
  const args = step && resolvable(step.args, before.view.steps);
  // What it is about is missing: the step says so itself.
  if (!step || !args) return false;
  const growth = await grower(before, step, args, signal, record).catch((thrown: unknown) => SonnyError.from(thrown));
  if (signal.aborted) return true;
  const now = state();
  const wished = stateOf(now.snapshot.context, stepId) === 'wished';
  if (growth instanceof SonnyError) {
    if (wished) await refuse(growing, step, args, growth);
    return wished;
  }
  if (growth.kind === 'done' && wished) return false;
  const row = rowOf(growth, stepId, wished, now, ports);
  // A person may have taken over or stopped it meanwhile: it is chosen anew when they hand back.
  if (accepts(now, row)) await record(row);
  return true;
};
