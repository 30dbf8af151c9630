import { contested, chosen } from '../../../shared/protocol/conflict-words.ts';
import { hasActsLeft } from '../../../shared/protocol/observing.ts';
import { asksWhatHappened, type RunView } from '../../../shared/protocol/run.ts';
import { remedies, troubled } from '../trouble/remedies.ts';
import { type Action, actionsOf, afterTakeover, redo, undo } from './actions.ts';

/** The id of the note that says why. */
export const OBSERVE_NOTE = 'observe-note';

/** Whether the host refuses it while Sonny only observes: it would have the run do more than look. */
export function actsWhileObserving(run: RunView, { command }: Pick<Action, 'command'>): boolean {
  switch (command.type) {
    case 'run.undo':
    case 'run.resolve':
      return true;
    case 'run.approve':
    case 'run.redo':
    case 'run.resume':
    case 'run.step':
    case 'run.retry':
    case 'run.raise':
      return hasActsLeft(run);
    // What had happened is looked at, and “none of these” lets nothing act.
    case 'run.answer':
      return (command.candidateId !== null || command.text !== undefined) && !asksWhatHappened(run) && hasActsLeft(run);
    case 'run.skip': {
      const [skipped] = troubled(run);
      return hasActsLeft({ steps: run.steps.filter((step) => step !== skipped) });
    }
    default:
      return false;
  }
}

/** Whether the window offers something for this run that Observe stands in the way of, so that it has to say why. */
export const heldByObserving = (run: RunView): boolean =>
  run.approval !== undefined
    ? hasActsLeft(run)
    : contested(run).length + chosen(run).length > 0 || offered(run).some((action) => actsWhileObserving(run, action));

/** What an answer to the run's question sends. `candidateId`: null for “none of these”, or beside own words. */
export const answerOf = (run: RunView, candidateId: string | null, text?: string): Pick<Action, 'command'> => ({
  command: {
    type: 'run.answer',
    runId: run.id,
    questionId: run.question?.id ?? '',
    candidateId,
    ...(text === undefined ? {} : { text }),
  },
});

function offered(run: RunView): readonly Pick<Action, 'command'>[] {
  switch (run.status) {
    case 'asking':
      return (run.question?.candidates ?? []).map(({ id }) => answerOf(run, id));
    case 'paused':
      return [{ command: { type: 'run.resume', runId: run.id } }];
    case 'taken-over':
      return afterTakeover(run);
    case 'failed':
    case 'refused':
      return remedies(run).filter((remedy) => remedy !== 'goal');
    case 'undone-partly':
      return [...undo(run), ...redo(run)];
    default: {
      const { primary, others } = actionsOf(run);
      return primary ? [primary, ...others] : others;
    }
  }
}
