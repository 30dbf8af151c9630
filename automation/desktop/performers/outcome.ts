import type { ActionResult } from '../../../shared/ports/driver.ts';
import type { Conflict, Evidence, Performed, Receipt, Undone } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';

/** What a driver's action amounts to as the outcome of a step. A refused action touched nothing and is an error. */
export const performedBy = (result: ActionResult, receipt: Receipt): Performed => {
  requireSent(result);
  return {
    status: result.status === 'verified' ? 'done' : 'unverified',
    outputs: {},
    evidence: result.evidence,
    receipt,
  };
};

/** Rejects with UNSUPPORTED when nothing was sent. */
export const requireSent = (result: ActionResult): void => {
  if (result.status === 'refused') throw new SonnyError('UNSUPPORTED', result.evidence.map(({ say }) => say).join(' '));
};

/** What a driver's action amounts to as the outcome of an undo. */
export const undoneBy = (result: ActionResult): Undone => {
  requireSent(result);
  return { status: result.status === 'verified' ? 'undone' : 'unverified', evidence: result.evidence };
};

export const kept = (evidence: Evidence, conflict?: Conflict): Undone => ({
  status: 'kept',
  evidence: [evidence],
  ...(conflict ? { conflict } : {}),
});

export const undone = (...evidence: Evidence[]): Undone => ({ status: 'undone', evidence });
