import { isRestElsewhere, sayPartDone } from '../../shared/protocol/part-done.ts';
import type { StepOutcome } from '../../shared/protocol/step-outcome.ts';
import type { RiskClass, StepView } from '../../shared/protocol/step.ts';
import { isKept } from './status.ts';

const OUTCOME: Readonly<Record<StepOutcome, string>> = {
  verified: 'Verified: its effect was read back.',
  'completed-unverified': 'Done, but its effect could not be read back.',
  refused: 'Refused: a rule or your word stood against it. Nothing was touched.',
  'halted-before-effect': 'Halted before it began. Nothing was touched.',
  'needs-reconciliation': 'Not known: it may have happened, wholly or in part.',
  failed: 'Failed: its effect is not as it should be.',
  compensated: 'Taken back.',
  kept: 'Done, and its undo kept your later change.',
};

/** A look has no effect that could be read back. */
const LOOK: Readonly<Partial<Record<StepOutcome, string>>> = {
  verified: 'Verified: it only looked, and changed nothing.',
  'completed-unverified': 'It only looked, but what it saw could not be checked.',
  'needs-reconciliation': 'Not known: it may not have looked. It changes nothing either way.',
  failed: 'Failed: what it saw is not as it should be. It changed nothing.',
};

/** What became of a step of that risk, said in full. */
export const outcomeWords = (outcome: StepOutcome, risk: RiskClass): string =>
  (risk === 'R0' ? LOOK[outcome] : undefined) ?? OUTCOME[outcome];

/** What stood in a step's way, in one line; nothing stood in the way of a step that an undo kept. */
export function troubleLine(step: StepView): string | undefined {
  if (isKept(step)) return 'Your later change was kept.';
  if (isRestElsewhere(step)) return `${sayPartDone(step)}.`;
  return isOwnNo(step) ? 'You said no to it.' : step.error?.say;
}

/** A rule's no, and nobody's answer, have an error that says so. */
export const isOwnNo = ({ status, error }: StepView): boolean => status === 'refused' && error === undefined;
