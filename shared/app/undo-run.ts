import type { ExecutionManager } from '../execution/manager.ts';
import type { Intent } from '../goals/intent.ts';
import type { Performer } from '../ports/performer.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { RunView } from '../protocol/run.ts';
import { excerpt } from '../skills/wording.ts';

/** How many earlier runs are looked through for one that is named by its goal. */
const RECENT = 100;

/** The newest run of that id or goal that may have done something: not one that was only planned, or refused. */
const runCalled = (named: string, { runs }: ExecutionManager): RunView | undefined =>
  runs
    .newest(RECENT)
    .map(({ view }) => view)
    .find(
      (view) =>
        (view.id === named || view.goal === named) &&
        view.dryRun !== true &&
        view.status !== 'refused' &&
        view.status !== 'nothing-to-do',
    );

/** Why a plan cannot take back the run that it names, in a sentence; null: it can, or it names none. */
export const sayMissingRun = (intents: readonly Intent[], manager: ExecutionManager): string | null => {
  for (const { skill, args } of intents) {
    const named = skill === 'run.undo' ? args['run'] : undefined;
    if (typeof named === 'string' && !runCalled(named, manager))
      return `No earlier run that did something is called ${excerpt(named)}. History shows what was done, and each run’s goal.`;
  }
  return null;
};

/** Begins the undo of a run that is named by its id or goal; it goes on when this step's own run has ended. */
export const createRunUndoer = (manager: () => ExecutionManager): Performer => ({
  skills: ['run.undo'],
  perform: async ({ args, key }) => {
    const named = String(args['run']);
    const found = runCalled(named, manager());
    if (!found || key.startsWith(`${found.id}/`))
      throw new SonnyError('TARGET_MISSING', `No earlier run is called “${named}”.`);
    try {
      manager().command({ type: 'run.undo', runId: found.id }, 'person');
    } catch (thrown) {
      throw new SonnyError('TARGET_MISSING', SonnyError.from(thrown).view().say);
    }
    return { status: 'unverified', outputs: {}, evidence: [], receipt: null };
  },
  undo: async () => {
    throw new SonnyError('UNSUPPORTED', 'Do that run again instead.');
  },
});
