import type { ErrorView } from '../../protocol/errors.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { Question, RunView } from '../../protocol/run.ts';
import { isDone } from '../../protocol/step.ts';
import { hasRun, isPartlyBack, nothingUndone } from '../../protocol/undo-fate.ts';
import { beginsAnew } from '../act/outcome.ts';
import { leftUndone, sayDoneFor, sayLeftUndone } from './left-undone.ts';
import { stepOfKey } from '../life/other-way.ts';
import type { RunContext } from '../life/run-context.ts';

const steps = (n: number): string => `${n} step${n === 1 ? '' : 's'}`;

const WITH = { key: ' with the keyboard', button: ' with the mouse', pointer: ' with the mouse', touch: '' } as const;

/** "1 of 3 steps was done"; empty where nothing was. */
const soFar = ({ steps: all }: RunView): string => {
  const done = all.filter(isDone).length;
  return done === 0 ? 'nothing was done' : `${done} of ${steps(all.length)} ${done === 1 ? 'was' : 'were'} done`;
};

const donePartly = (view: RunView, context: RunContext): string => {
  const open = view.steps.filter((s) => s.status === 'unverified').length;
  const but = `Done but for ${sayLeftUndone(leftUndone(view.steps, context))}`;
  return `${but}${open > 0 ? `; ${steps(open)} could not be read back` : ''}${sayDoneFor(view.steps)}.`;
};

const SILENCE = {
  person: undefined,
  expired: 'Nobody answered in time',
  closed: 'Nobody was there to answer',
} as const;

const denied = (view: RunView, { reason }: Extract<RunEvent, { type: 'approval.denied' }>): string => {
  if (view.dryRun) return ONLY_PLANNED;
  const refused = view.steps.filter((s) => s.status === 'refused');
  const [one] = refused;
  const silence = SILENCE[reason];
  if (silence !== undefined)
    return `${silence}, which counts as no${one ? `: ${soFar(view)}${sayDoneFor(view.steps)}` : ''}.`;
  if (!one) return `You said no: nothing ${begun(view) ? 'further ' : ''}was done.`;
  const what = refused.length === 1 ? `“${one.title}”` : steps(refused.length);
  return `You said no to ${what}: ${soFar(view)}${sayDoneFor(view.steps)}.`;
};

const begun = ({ steps: all }: RunView): boolean => all.some((s) => s.startedAt !== undefined);

/** How far it was when it was stopped. An act that is not over yet is told of once it is; one that failed may have done a part. */
const stopped = (view: RunView): string => {
  if (view.dryRun && view.steps.length > 0) return ONLY_PLANNED;
  if (view.unanswered) return `Its question was not answered: ${soFar(view)}.`;
  if (!begun(view)) return 'Stopped before anything was done.';
  if (!STOPPED.includes(view.status)) return 'Stopped.';
  return view.steps.some(isDone) ? `Stopped: ${soFar(view)}.` : 'Stopped: no step was done to its end.';
};

const STOPPED: readonly RunView['status'][] = ['cancelled', 'done-partly'];

/** Whether an undo was cut off, or taken over and not handed back: it has not tried all that it could. */
const stoppedEarly = (view: RunView, { undoable, stuck }: RunContext): boolean =>
  undoable.length > 0 ||
  stuck.some((key) => view.steps.find(({ id }) => id === stepOfKey(key))?.error?.code === 'INTERRUPTED');

/** More ways than these are not named: half of them would be told as all. */
const MOST_WAYS = 2;

/** How what was done was verified, every way of it or none. What only looked counts where there is nothing else. */
const verifiedBy = ({ steps: all }: RunView): string => {
  const verified = all.filter((s) => s.status === 'verified');
  const acts = verified.filter(({ risk }) => risk !== 'R0');
  const ways = [...new Set((acts.length > 0 ? acts : verified).map((s) => s.verifiedBy))];
  if (ways.length === 0) return '';
  return ways.length <= MOST_WAYS
    ? `: verified by ${ways.join(', and by ')}`
    : `: each of ${steps(acts.length || verified.length)} was verified in its own way`;
};

const finished = (view: RunView, status: string): string => {
  if (view.status === 'cancelled') return 'You left out every step.';
  if (status === 'failed') {
    const step = view.steps.find((s) => s.status === 'failed' || s.status === 'refused');
    return `Stopped at “${step?.title ?? 'a step'}”: ${step?.error?.say ?? 'it failed.'}`;
  }
  if (status === 'done') return `Done${verifiedBy(view)}.`;
  const odd = view.steps.find((s) => s.status === 'unverified' && s.surprises);
  if (odd) return `Done, but “${odd.title}” was not as predicted: ${odd.surprises?.[0]?.say ?? ''}.`;
  const open = view.steps.filter((s) => s.status === 'unverified').length;
  return `Done, but ${steps(open)} could not be read back.`;
};

const ONLY_PLANNED = 'Only planned: nothing was done.';

const PAST_UNDO = 'Some of it can no longer be undone:';

/** The server's own words say too little by themselves: whose they are is said before them. */
const toldOf = ({ code, say, details }: ErrorView): string =>
  code.startsWith('MODEL_') && details ? `${say} ${details}` : (details ?? say);

const undoFinished = (view: RunView, complete: boolean, context: RunContext): string => {
  const isKept = complete && view.steps.some((s) => s.conflict && s.status !== 'undone');
  if (!complete && stoppedEarly(view, context))
    return 'The undo stopped before its end: undo once more to go on with it.';
  if (nothingUndone(view) && (isKept || !complete))
    return `Nothing was undone: ${isKept ? 'you kept what you changed yourself.' : whyNothing(view)}`;
  const partly = backInPart(view);
  if (partly !== null) return partly;
  if (isKept) return 'Undone, and what you changed yourself was kept.';
  return complete ? 'Undone: everything is as it was.' : 'Undone as far as possible; see the steps that are not.';
};

/** Of a run whose one open step is back in part, how many of its things are, and what stays; null: it is not such a run. */
const backInPart = ({ steps: all }: RunView): string | null => {
  const [one, ...more] = all.filter((step) => hasRun(step) && step.risk !== 'R0');
  const { back, name, more: others, choice } = one?.conflict ?? {};
  if (!one || more.length > 0 || !isPartlyBack(one) || back === undefined || others === undefined) return null;
  const left = others.length + 1;
  const which = `${name ?? ''}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  return `${back} of ${back + left} ${back === 1 ? 'is' : 'are'} back; ${which} ${left === 1 ? 'stays as it is' : 'stay as they are'}${choice === 'keep' ? ', as you chose' : ''}.`;
};

/** Why nothing was: of the step that was tried first, which is the last of the run. */
const whyNothing = ({ steps: all }: RunView): string => {
  const [first, ...more] = all.filter(({ error, undo }) => error && undo.possible).toReversed();
  if (!first?.error) return 'nothing of it can be taken back.';
  const { code, say, details } = first.error;
  const why = code === 'UNDO_CONFLICT' ? (details ?? say) : details ? `${say} ${details}` : say;
  return `${why.replace(/\.?$/u, '.')}${more.length > 0 ? ` ${more.length} more ${more.length === 1 ? 'step stays' : 'steps stay'}.` : ''}`;
};

/** The one sentence a person reads first, after each event; events that change nothing for them keep the last one. */
export const sentenceOf = (
  view: RunView,
  event: RunEvent,
  place: number,
  context: RunContext,
  /** The question that stood before the event. */
  asked?: Question,
): string => {
  if (view.status === 'done-partly' && (event.type === 'run.finished' || event.type === 'approval.denied'))
    return donePartly(view, context);
  const title = view.steps[place]?.title ?? 'a step';
  switch (event.type) {
    case 'run.started':
      return 'Reading the goal.';
    case 'run.refused':
      return toldOf(event.error);
    case 'question.asked':
      return event.question.ask;
    case 'question.answered':
      if (event.subject.startsWith('happened:'))
        return event.candidateId === 'yes'
          ? 'Paused after the step that was interrupted: go on when you like.'
          : 'Stopped at the step that was interrupted.';
      if (event.subject.startsWith('operate:') && event.candidateId !== null) return 'Going on.';
      if (event.candidateId !== null) return 'Planning.';
      return `${asked?.candidates.length === 1 ? 'You said no' : 'None of these'}: nothing ${begun(view) ? 'further ' : ''}was done.`;
    case 'plan.made':
      return `${event.keeps ? 'Another way: ' : ''}${steps(event.plan.steps.length)} planned. ${event.plan.forecast.say}`;
    case 'plan.grown':
      return `Next: ${event.steps.map((s) => s.title).join(', then ')}.`;
    case 'approval.asked':
      if (event.within !== undefined)
        return `What is left is planned from what was read: ${steps(event.digest?.length ?? 1)}.`;
      return event.stepId === null ? view.sentence : `Waiting for your word on “${title}”.`;
    case 'approval.denied':
      return denied(view, event);
    case 'step.intended':
      return `${title} …`;
    case 'step.retried':
      return `“${title}”: ${event.why}`;
    case 'run.interrupted':
      return 'Sonny was interrupted. What had been done is looked up; nothing is repeated.';
    case 'run.paused':
      return 'Paused.';
    case 'run.taken-over':
      return `You took over${WITH[event.kind]}. Sonny has let go of mouse and keyboard.`;
    case 'run.resumed':
      return 'Going on.';
    case 'run.cancelled':
      return stopped(view);
    case 'step.ended':
      if (STOPPED.includes(view.status)) return stopped(view);
      return event.error?.code === 'INTERRUPTED' && beginsAnew(event)
        ? `“${title}” was cut off. It changes nothing, and is taken up again when you go on.`
        : view.sentence;
    case 'run.finished':
      return finished(view, event.status);
    case 'replan.started':
      return 'Looking for another way.';
    case 'replan.refused':
      return toldOf(event.error);
    case 'run.redone':
      return 'Doing it once more.';
    case 'undo.started':
      return 'Undoing.';
    case 'undo.intended':
      return `Undoing “${title}” …`;
    case 'conflict.chosen':
      return `Doing as you chose about “${title}” …`;
    case 'receipts.dropped':
      return `${view.sentence.split(PAST_UNDO)[0]?.trimEnd() ?? ''} ${PAST_UNDO} kept for ${event.days} days.`;
    case 'undo.finished':
      return undoFinished(view, event.complete, context);
    default:
      return view.sentence;
  }
};
