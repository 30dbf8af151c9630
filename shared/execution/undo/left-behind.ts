import type { Progress } from '../../ports/progress.ts';
import type { ExecutionPorts } from '../ports.ts';
import { lookFor } from '../crash/reconcile.ts';
import type { RunState } from '../state.ts';

/**
 * Whether something of the run is, or may be, in the world after all receipts were used: a step that can't be undone, or an
 * act that failed half-way or was cut off by a crash, so that it left no receipt and nothing shows that it had no effect.
 */
export const leavesBehind = async (
  { acts, view }: RunState,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<boolean> => {
  const touched = acts.filter((act) => !act.untouched);
  if (view.steps.some((step) => !step.undo.possible && touched.some((act) => act.stepId === step.id))) return true;
  for (const act of touched) {
    const lost = act.receipt === null && ports.skills.get(act.skill)?.undo.kind === 'compensate';
    if (lost && (await lookFor(act, ports, progress, 0)).happened !== false) return true;
  }
  return false;
};
