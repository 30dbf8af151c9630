import type { Performer } from '../../ports/performer.ts';
import type { Progress } from '../../ports/progress.ts';
import type { Evidence } from '../../protocol/step.ts';
import { inTime, readable } from '../act/act.ts';
import type { ExecutionPorts } from '../ports.ts';
import type { Act, RunState } from '../state.ts';

/** The act whose undo a crash cut off, where somebody can look whether it is back already. */
export const cutOffUndo = (
  { snapshot, open, acts }: RunState,
  ports: ExecutionPorts,
): { readonly act: Act; readonly performer: Performer } | null => {
  if (snapshot.value !== 'takingBack' && snapshot.value !== 'lettingGo') return null;
  const act = acts.find(({ key }) => open.some((intent) => intent.undo && intent.key === key));
  const performer = act && ports.performers.find(({ skills }) => skills.includes(act.skill));
  return act && performer?.isBack ? { act, performer } : null;
};

/**
 * What shows that the act is back already; null where it is not, or nothing tells. What the undo left half-made is removed where it
 * is. Never rejects.
 */
export const lookBack = async (
  { act, performer }: NonNullable<ReturnType<typeof cutOffUndo>>,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<readonly Evidence[] | null> => {
  const { skill, args, key, receipt } = act;
  const call = { skill, args, key };
  try {
    const seen = await inTime(async () => (await performer.isBack?.(call, receipt, progress)) ?? null, ports, progress);
    if (seen === null) return null;
    await performer.sweep?.(call, receipt);
    return readable({ evidence: seen }, ports.home).evidence;
  } catch {
    return null;
  }
};
