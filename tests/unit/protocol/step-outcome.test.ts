import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ERRORS, SonnyError, type ErrorCode } from '../../../shared/protocol/errors.ts';
import { outcomeOfStep } from '../../../shared/protocol/step-outcome.ts';
import { type Evidence, StepStatus, type StepView } from '../../../shared/protocol/step.ts';

const seen = (holds: boolean | null): Evidence => ({ path: 'filesystem', say: '', holds });
const ended = (status: StepView['status'], code?: ErrorCode, evidence: Evidence[] = []) =>
  outcomeOfStep({ status, evidence, ...(code ? { error: new SonnyError(code).view() } : {}) });

test.each([
  ['verified', undefined, [], 'verified'],
  ['unverified', undefined, [], 'completed-unverified'],
  ['refused', 'REFUSED_BY_POLICY', [], 'refused'],
  ['refused', 'CONSTRAINT_VIOLATED', [], 'refused'],
  ['refused', 'TARGET_GONE', [], 'halted-before-effect'],
  ['refused', 'BUDGET_RATE', [], 'halted-before-effect'],
  ['failed', 'WRONG_EFFECT', [seen(false)], 'failed'],
  ['failed', 'INTERRUPTED', [seen(null)], 'needs-reconciliation'],
  ['failed', 'TAKEN_OVER', [], 'needs-reconciliation'],
  ['failed', 'DEADLINE', [seen(true), seen(false)], 'needs-reconciliation'],
  ['failed', 'INTERRUPTED', [seen(false)], 'failed'],
  ['undone', undefined, [], 'compensated'],
  ['unverified', 'UNDO_CONFLICT', [seen(false)], 'kept'],
] as const)('a step that is %s by %s has the outcome %4$s', (status, code, evidence, outcome) => {
  expect(ended(status, code, [...evidence])).toBe(outcome);
});

test('a step of which a person chose what stays is kept, whatever could be read back before', () => {
  const version = { say: '' };
  const conflict: StepView['conflict'] = {
    ...{ what: 'file', name: '~/a', before: version, left: version, now: version, choices: ['keep'], more: [] },
    ...{ key: 'k', choice: 'keep' },
  };
  expect(outcomeOfStep({ status: 'unverified', evidence: [], conflict })).toBe('kept');
  expect(outcomeOfStep({ status: 'undone', evidence: [], conflict })).toBe('compensated');
});

test('every end has an outcome, and only an end; none that may have happened is called untouched', () => {
  const codes = fc.constantFrom(...(Object.keys(ERRORS) as ErrorCode[]));
  fc.assert(
    fc.property(fc.constantFrom(...StepStatus.options), codes, fc.boolean(), (status, code, holds) => {
      const outcome = ended(status, code, [seen(holds)]);
      expect(outcome === null).toBe(['planned', 'waiting', 'acting', 'skipped'].includes(status));
      if (status === 'failed') expect(['failed', 'needs-reconciliation']).toContain(outcome);
      if (outcome === 'verified') expect(status).toBe('verified');
    }),
  );
});
