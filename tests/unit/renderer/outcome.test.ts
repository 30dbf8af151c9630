import { expect, test } from 'vitest';
import { isOwnNo, outcomeWords, troubleLine } from '../../../renderer/words/outcome.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { StepOutcome } from '../../../shared/protocol/step-outcome.ts';
import { donePartly } from '../../e2e/partial-scenes.ts';

test('a look has no effect that could be read back or be otherwise than it should', () => {
  for (const outcome of StepOutcome.options) expect(outcomeWords(outcome, 'R0')).not.toMatch(/effect/);
  expect(outcomeWords('verified', 'R0')).toBe('Verified: it only looked, and changed nothing.');
  expect(outcomeWords('verified', 'R1')).toBe('Verified: its effect was read back.');
});

test('a person’s own no is told as that, and another’s as what it is', () => {
  const step = donePartly(0).steps.find(({ status }) => status === 'refused');
  if (!step) throw new Error('The scene has no such step.');
  const error = new SonnyError('APPROVAL_EXPIRED').view();
  expect([isOwnNo(step), troubleLine(step)]).toEqual([true, 'You said no to it.']);
  expect([isOwnNo({ ...step, error }), troubleLine({ ...step, error })]).toEqual([false, error.say]);
});
