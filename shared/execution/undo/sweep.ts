import { isEnded } from '../../protocol/run.ts';
import type { ExecutionPorts } from '../ports.ts';
import type { RunState } from '../state.ts';

/**
 * Removes what acts that a crash cut off left half-made, once their run is at rest. To be called where nothing of the run is
 * under way; what is to be removed is noted before this first waits, so that what a person asks for next is not touched.
 */
export const sweep = async ({ view, cutOff, acts }: RunState, ports: ExecutionPorts): Promise<void> => {
  if (cutOff.length === 0 || !isEnded(view.status)) return;
  const left = acts.filter(({ key }) => cutOff.includes(key));
  await Promise.all(
    left.map(async ({ skill, args, key, receipt }) => {
      // What this machine can no longer do it did not leave here.
      await ports.performers.find((p) => p.skills.includes(skill))?.sweep?.({ skill, args, key }, receipt);
    }),
  );
};
