import { hasActsLeft } from '../../../shared/protocol/observing.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { remedies, troubled } from '../trouble/remedies.ts';
import { type Action, actionsOf, afterTakeover, redo, undo } from './actions.ts';

/** The id of the note that says why. */
export const OBSERVE_NOTE = 'observe-note';

/** Whether the host refuses it while Sonny only observes: it would have the run do more than look. */
export function actsWhileObserving(run: RunView, { command }: Pick<Action, 'command'>): boolean {
  switch (command.type) {
    case 'run.undo':
      return true;
    case 'run.approve':
    case 'run.redo':
    case 'run.resume':
    case 'run.step':
    case 'run.retry':
    case 'run.raise':
      return hasActsLeft(run);
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
  run.approval !== undefined ? hasActsLeft(run) : offered(run).some((action) => actsWhileObserving(run, action));

function offered(run: RunView): readonly Pick<Action, 'command'>[] {
  switch (run.status) {
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
