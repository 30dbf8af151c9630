import type { RunView } from '../../../shared/protocol/run.ts';
import { isEnded } from '../../../shared/protocol/run.ts';
import type { Desk } from '../../desktop/goals/desk.ts';

/**
 * Milliseconds from a goal's text to its first action, where the person says yes at once: understanding, looking,
 * planning, checking and journalling. Then lets it finish and takes it back.
 */
export const firstAction = async ({ sonny, reach, undo }: Desk, goal: string): Promise<number> => {
  const acting = (run: RunView): boolean => run.steps.some(({ status }) => status === 'acting');
  const before = performance.now();
  const { runId } = await sonny.dispatch({ type: 'run.start', text: goal });
  const { approval } = await reach(runId, (run) => run.approval !== undefined);
  await sonny.dispatch({
    type: 'run.approve',
    runId,
    nonce: approval?.nonce ?? '',
    planHash: approval?.planHash ?? '',
  });
  await reach(runId, acting);
  const took = performance.now() - before;
  const run = await reach(runId, ({ status }) => isEnded(status));
  if (run.status !== 'done') throw new Error(`The run is ${run.status}: ${run.sentence}`);
  await undo(runId);
  return took;
};
