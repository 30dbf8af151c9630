import type { StepOutcome } from '../../shared/protocol/step-outcome.ts';

/** What became of a step, said in full. */
export const OUTCOME: Readonly<Record<StepOutcome, string>> = {
  verified: 'Verified: its effect was read back.',
  'completed-unverified': 'Done, but its effect could not be read back.',
  refused: 'Refused: a rule or your word stood against it. Nothing was touched.',
  'halted-before-effect': 'Halted before it began. Nothing was touched.',
  'needs-reconciliation': 'Not known: it may have happened, wholly or in part.',
  failed: 'Failed: its effect is not as it should be.',
  compensated: 'Taken back.',
};
