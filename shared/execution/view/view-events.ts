import type { RunEvent } from '../../protocol/events.ts';
import type { ViewEvent } from '../../protocol/views.ts';
import { stepOf, type RunState } from '../state.ts';

/** What windows are told of one journal row: the one step that changed, or the whole run where more may have. */
export const viewEventsOf = (state: RunState, event: RunEvent): readonly ViewEvent[] => {
  const { view } = state;
  switch (event.type) {
    case 'step.intended':
    case 'step.performed':
    case 'step.ended':
    case 'undo.intended':
    case 'undo.ended': {
      const { steps: _, ...head } = view;
      const step = stepOf(state, event.stepId);
      return step
        ? [
            { type: 'step', runId: view.id, step },
            { type: 'run.head', head },
          ]
        : [{ type: 'run.head', head }];
    }
    case 'goal.embedded':
      return [];
    default:
      return [{ type: 'run', run: view }];
  }
};
