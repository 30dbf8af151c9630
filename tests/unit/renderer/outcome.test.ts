import { expect, test } from 'vitest';
import { outcomeWords } from '../../../renderer/words/outcome.ts';
import { StepOutcome } from '../../../shared/protocol/step-outcome.ts';

test('a look has no effect that could be read back or be otherwise than it should', () => {
  for (const outcome of StepOutcome.options) expect(outcomeWords(outcome, 'R0')).not.toMatch(/effect/);
  expect(outcomeWords('verified', 'R0')).toBe('Verified: it only looked, and changed nothing.');
  expect(outcomeWords('verified', 'R1')).toBe('Verified: its effect was read back.');
});
