import type { Command } from '../protocol/commands.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { Origin } from '../ports/sonny.ts';
import { asksWhatHappened, OWN_WORDS } from '../protocol/run.ts';
import { choose } from './undo/settle.ts';
import { isPartlyBack } from '../protocol/undo-fate.ts';
import { budgetOf } from '../policy/budgets.ts';
import { isDone } from '../protocol/step.ts';
import { stateOf } from './life/frontier.ts';
import { stepOfKey } from './life/other-way.ts';
import { accepts, triesOf, type RunState } from './state.ts';

/** Commands that move a run; those that only ask about one are not among them. */
export type RunCommand = Exclude<
  Extract<Command, { runId: string }>,
  { type: `${string}.why` | `${string}.why-not` | 'run.criticise' | 'run.forget' }
>;

const answer = (
  { view }: RunState,
  {
    questionId,
    candidateId,
    text,
  }: {
    readonly questionId: string | undefined;
    readonly candidateId: string | null;
    readonly text?: string | undefined;
  },
  at: number,
  origin: Origin = 'person',
): RunEvent => {
  const { question } = view;
  if (!question || question.id !== questionId)
    throw new SonnyError('COMMAND_NOT_NOW', 'That question is not open any more.');
  if (text !== undefined) {
    if (candidateId !== null || question.free !== true)
      throw new SonnyError('COMMAND_INVALID', 'That question takes one of its candidates.');
    if (origin !== 'person') throw new SonnyError('COMMAND_NOT_NOW', 'Only a person answers in their own words.');
    const { subject } = question;
    return { type: 'question.answered', at, runId: view.id, questionId, subject, candidateId: OWN_WORDS, text };
  }
  if (candidateId !== null && !question.candidates.some((c) => c.id === candidateId))
    throw new SonnyError('COMMAND_INVALID', 'That is not one of the candidates.');
  return { type: 'question.answered', at, runId: view.id, questionId, subject: question.subject, candidateId };
};

/** To cancel while it is asked whether an act had happened leaves that unknown: the act's outcome is still written. */
export const cancel = (state: RunState, at: number): RunEvent =>
  state.open.length > 0 && state.view.question
    ? answer(state, { questionId: state.view.question.id, candidateId: null }, at)
    : { type: 'run.cancelled', at, runId: state.view.id };

/** An approval counts only for exactly what was shown, in its time, and for one step only from a person. */
const approve = (
  state: RunState,
  command: Extract<RunCommand, { type: 'run.approve' }>,
  origin: Origin,
  at: number,
): RunEvent => {
  const { approval } = state.view;
  if (!approval) throw new SonnyError('COMMAND_NOT_NOW', 'Nothing waits for an approval.');
  if (state.view.dryRun)
    throw new SonnyError('COMMAND_NOT_NOW', 'This was only to be planned; start the goal to have it done.');
  if (approval.nonce !== command.nonce || approval.planHash !== command.planHash) throw new SonnyError('PLAN_CHANGED');
  if (at >= approval.expiresAt) throw new SonnyError('APPROVAL_EXPIRED');
  if (approval.stepId !== null && origin !== 'person')
    throw new SonnyError('COMMAND_NOT_NOW', `“${approval.preview[0] ?? approval.stepId}” needs a person’s own word.`);
  // What the person did not say needs one who has read what it is; `--yes` is a word for what was said.
  const unsaid = state.view.steps.find((s) => s.status === 'planned' && (s.bindings?.length ?? 0) > 0);
  if (approval.stepId === null && unsaid && origin !== 'person')
    throw new SonnyError(
      'COMMAND_NOT_NOW',
      `“${unsaid.title}” holds what you did not say: it needs a person’s own word.`,
    );
  const unread = (approval.digest ?? []).filter(({ stepId }) => !command.read?.includes(stepId));
  if (unread.length > 0) throw new SonnyError('NOT_READ', `Not read: ${unread.map(({ title }) => title).join('; ')}.`);
  return {
    type: 'approval.given',
    at,
    runId: command.runId,
    nonce: approval.nonce,
    by: origin,
    stepByStep: command.stepByStep && approval.stepId === null,
  };
};

/** How often one step may be tried before trying again is itself the mistake. */
const TRIES = 3;

const failedStep = ({ view }: RunState): RunState['view']['steps'][number] | undefined =>
  view.steps.find((s) => s.status === 'failed' || s.status === 'refused');

const retry = (state: RunState, runId: string, at: number): RunEvent => {
  const step = failedStep(state);
  if (step && triesOf(state, step.id) >= TRIES)
    throw new SonnyError('COMMAND_NOT_NOW', `“${step.title}” was tried ${TRIES} times; choose another way.`);
  return { type: 'run.retried', at, runId };
};

/** The steps that are done again where the undo left some as they are; all where it was whole. */
const redone = ({ view, snapshot: { context } }: RunState): { steps?: string[] } => {
  const part = view.steps.find(isPartlyBack);
  if (part)
    throw new SonnyError(
      'COMMAND_NOT_NOW',
      `Only a part of “${part.title}” was taken back, and a part of a step can’t be done once more by itself: nothing was done. Give what is to be done as a new goal.`,
    );
  const behind = new Set([...context.undoable, ...context.stuck].map(stepOfKey));
  // What broke off and could not be taken back is neither done nor undone: the run can't go on around it.
  const lost = view.steps.find((step) =>
    isDone(step) ? stateOf(context, step.id) === 'failed' : step.status === 'failed' && behind.has(step.id),
  );
  if (lost)
    throw new SonnyError(
      'COMMAND_NOT_NOW',
      `“${lost.title}” could not be taken back, and may be there twice if done again.`,
    );
  const whole = view.status === 'undone' && !view.steps.some((s) => s.conflict && s.status !== 'undone');
  return whole ? {} : { steps: view.steps.filter((s) => !isDone(s)).map((s) => s.id) };
};

/** Only a person raises a budget, and only the one that the run was halted by. */
const raise = (state: RunState, origin: Origin, base: { at: number; runId: string }): RunEvent => {
  const budget = budgetOf(failedStep(state)?.error?.code);
  if (budget === null) throw new SonnyError('COMMAND_NOT_NOW', 'The run was not halted by a budget.');
  if (origin !== 'person') throw new SonnyError('COMMAND_NOT_NOW', 'Only a person raises a budget.');
  return { type: 'budget.raised', ...base, budget };
};

const eventOf = (
  state: RunState,
  command: Exclude<RunCommand, { type: 'run.get' }>,
  origin: Origin,
  at: number,
): RunEvent => {
  const base = { at, runId: command.runId };
  switch (command.type) {
    case 'run.answer':
      return answer(state, command, at, origin);
    case 'run.approve':
      return approve(state, command, origin, at);
    case 'run.deny':
      if (state.view.approval?.nonce !== command.nonce)
        throw new SonnyError('COMMAND_NOT_NOW', 'Nothing waits for that answer.');
      return {
        type: 'approval.denied',
        ...base,
        nonce: command.nonce,
        reason: origin === 'person' ? 'person' : 'closed',
      };
    case 'run.pause':
      return { type: 'run.paused', ...base };
    case 'run.resume':
      return { type: 'run.resumed', ...base, oneStep: false };
    case 'run.step':
      return { type: 'run.resumed', ...base, oneStep: true };
    case 'run.cancel':
      return cancel(state, at);
    case 'run.retry':
      return retry(state, command.runId, at);
    case 'run.raise':
      return raise(state, origin, base);
    case 'run.skip':
      return { type: 'step.skipped', ...base, stepId: failedStep(state)?.id ?? '' };
    case 'run.replan':
      if (state.view.status === 'failed' && state.view.otherWay === undefined) throw new SonnyError('NO_OTHER_WAY');
      return { type: 'replan.started', ...base };
    case 'run.redo':
      return { type: 'run.redone', ...base, ...redone(state) };
    case 'run.resolve':
      return choose(state, command.key, command.choice, at);
    case 'run.undo':
      return { type: 'undo.started', ...base };
  }
};

/**
 * What a command means for a run now: the row to journal.
 * @throws SonnyError COMMAND_NOT_NOW, COMMAND_INVALID, PLAN_CHANGED or APPROVAL_EXPIRED; then nothing has changed.
 */
export const decide = (
  state: RunState,
  command: Exclude<RunCommand, { type: 'run.get' }>,
  origin: Origin,
  at: number,
): RunEvent => {
  const event = eventOf(state, command, origin, at);
  if (!accepts(state, event)) {
    const nothing =
      command.type === 'run.undo' && asksWhatHappened(state.view)
        ? 'Say first whether it happened: answer its question in Sonny’s window, or with `npm start -- answer`.'
        : command.type === 'run.undo'
          ? 'There is nothing to undo.'
          : `The run is ${state.view.status.replaceAll('-', ' ')}.`;
    throw new SonnyError('COMMAND_NOT_NOW', nothing);
  }
  return event;
};
