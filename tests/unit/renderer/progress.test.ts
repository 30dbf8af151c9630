import { expect, test } from 'vitest';
import { ended, timeLeft } from '../../../renderer/words/progress.ts';
import { noteSteps } from '../../e2e/scene-parts.ts';
import type { StepView } from '../../../shared/protocol/step.ts';

const [model] = noteSteps();
const took = (ms: number): StepView => ({ ...model, status: 'verified', startedAt: 1000, endedAt: 1000 + ms });
const left: StepView = { ...model, status: 'planned' };

test('before three steps have ended there is no estimate', () => {
  expect(timeLeft([took(100), took(200), left])).toBeNull();
});

test('the range goes from the median to the slowest, for each step that is left', () => {
  expect(timeLeft([took(900), took(100), took(200), left, left])).toEqual({ least: 400, most: 1800 });
});

test('when nothing is left there is no estimate', () => {
  expect(timeLeft([took(1), took(1), took(1)])).toBeNull();
});

test('skipped and failed steps have come to an end, waiting ones have not', () => {
  const of = (status: StepView['status']): StepView => ({ ...left, status });
  expect(ended([of('skipped'), of('failed'), of('waiting'), of('acting'), of('planned')])).toBe(2);
});
