import type { ExecutionManager } from '../execution/manager.ts';
import type { Performer } from '../ports/performer.ts';
import { SonnyError } from '../protocol/errors.ts';

/** How many earlier runs are looked through for one that is named by its goal. */
const RECENT = 100;

/** Begins the undo of a run that is named by its id or goal; it goes on when this step's own run has ended. */
export const createRunUndoer = (manager: () => ExecutionManager): Performer => ({
  skills: ['run.undo'],
  perform: async ({ args, key }) => {
    const { runs } = manager();
    const named = String(args['run']);
    const found = runs.newest(RECENT).find(({ view }) => view.id === named || view.goal === named);
    if (!found || key.startsWith(`${found.view.id}/`))
      throw new SonnyError('TARGET_MISSING', `No earlier run is called “${named}”.`);
    try {
      manager().command({ type: 'run.undo', runId: found.view.id }, 'person');
    } catch (thrown) {
      throw new SonnyError('TARGET_MISSING', SonnyError.from(thrown).view().say);
    }
    return { status: 'unverified', outputs: {}, evidence: [], receipt: null };
  },
  undo: async () => {
    throw new SonnyError('UNSUPPORTED', 'Do that run again instead.');
  },
});
