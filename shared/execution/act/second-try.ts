import { strategyFor } from '../../policy/failures.ts';
import type { Progress } from '../../ports/progress.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { StepView } from '../../protocol/step.ts';
import { WAITS } from '../../skills/waits.ts';
import type { ExecutionPorts } from '../ports.ts';
import { lookFor } from '../crash/reconcile.ts';
import type { RunState } from '../state.ts';

/** How long the effect of what failed may take to show before it counts as not there, in milliseconds. */
const PATIENCE = 2000;

const WHY = 'Tried once more: it had not happened.';

/** Key of the act that may be sent once more, or null. What is not known, or needs a person's word each time, may not. */
const mayTry = async (
  step: StepView,
  { acts }: RunState,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<string | null> => {
  const strategy = strategyFor(step.error, step.evidence);
  const skill = ports.skills.get(step.skill);
  const act = acts.findLast((a) => a.stepId === step.id);
  // A wait that came to its end has been given its time.
  if (strategy === 'offer' || !act || !skill?.idempotent || step.asks || WAITS.has(skill.name)) return null;
  if (skill.undo.kind === 'nothing') return act.key;
  if (strategy === 'look') return null;
  return (await lookFor(act, ports, progress, PATIENCE)).happened === false ? act.key : null;
};

/**
 * The row that lets a failed step of a run be tried once more without asking: the first of those that failed, where every
 * one of them may be. null: the run stays failed, and a person chooses. At most one for each step of a run.
 */
export const secondTry = async (
  state: RunState,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<Extract<RunEvent, { type: 'step.retried' }> | null> => {
  const failed = state.view.steps.filter((s) => s.status === 'failed' || s.status === 'refused');
  if (failed.some((s) => state.snapshot.context.tried.has(s.id))) return null;
  const keys: { stepId: string; key: string }[] = [];
  for (const step of failed) {
    const key = await mayTry(step, state, ports, progress);
    if (key === null) return null;
    keys.push({ stepId: step.id, key });
  }
  const [first] = keys;
  return first && !progress.signal.aborted
    ? { type: 'step.retried', at: ports.clock.now(), runId: state.view.id, ...first, why: WHY }
    : null;
};
