import { expect, test } from 'vitest';
import { stepLine } from '../../../electron/cli/wording.ts';
import type { StepView } from '../../../shared/protocol/step.ts';
import { fakeSteps } from '../../fakes/fake-plan.ts';

const [first] = fakeSteps('write hello');
const step = (...said: string[]): StepView => ({
  ...(first as StepView),
  title: 'Move them',
  status: 'verified',
  evidence: said.map((say) => ({ path: 'filesystem', say, holds: true })),
});

test('what was read back stands in one line, without two stops at an end', () => {
  expect(stepLine(step('a is back.', 'b is back.'))).toBe('✓ Move them — verified: a is back; b is back');
});

test('of thousands of things that were read back a line tells some, and how many more there are', () => {
  const line = stepLine(step(...Array.from({ length: 5000 }, (_, i) => `${i} is there`)));
  expect(line).toBe('✓ Move them — verified: 0 is there; 1 is there; 2 is there; and 4997 more');
});
