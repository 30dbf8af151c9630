import type { Progress } from '../../ports/progress.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { Outcome } from './outcome.ts';
import type { ExecutionPorts } from '../ports.ts';
import { lookFor } from '../crash/reconcile.ts';
import type { Act } from '../state.ts';

/** How long an effect may take to show after the act was cut off, in milliseconds. The person waits meanwhile. */
const PATIENCE = 2000;

/**
 * What became of an act that a person's takeover cut off: what can be seen of its effect says it. It is never sent again by
 * this; only what is known not to have happened may begin anew once the person hands back.
 */
export const cutOff = async (act: Act, ports: ExecutionPorts, progress: Progress): Promise<Outcome> => {
  const { happened, evidence } = await lookFor(act, ports, progress, PATIENCE);
  const seen = { evidence, outputs: {}, receipt: happened === false ? null : act.receipt };
  if (happened === true) return { status: 'verified', ...seen };
  const say = happened === false ? 'It had not happened.' : 'Whether it had happened is not known.';
  return {
    status: happened === false ? 'refused' : 'failed',
    ...seen,
    error: new SonnyError('TAKEN_OVER', say).view(),
  };
};
