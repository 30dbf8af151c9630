import type { JournalEvent } from '../protocol/events.ts';
import type { RunView } from '../protocol/run.ts';
import type { ViewEvent } from '../protocol/views.ts';

/** What windows are told of one journal row: the one step that changed, or the whole run where more may have. */
export const viewEventsOf = (view: RunView, event: JournalEvent): readonly ViewEvent[] => {
  switch (event.type) {
    case 'step.intended':
    case 'step.ended':
    case 'undo.intended':
    case 'undo.ended': {
      const { steps, ...head } = view;
      const step = steps.find((s) => s.id === event.stepId);
      return step
        ? [
            { type: 'step', runId: view.id, step },
            { type: 'run.head', head },
          ]
        : [{ type: 'run.head', head }];
    }
    default:
      return [{ type: 'run', run: view }];
  }
};
