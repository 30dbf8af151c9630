import { expect, test } from 'vitest';
import { ended, progressWords } from '../../../renderer/words/progress.ts';
import type { StepView } from '../../../shared/protocol/step.ts';
import { noteSteps } from '../../e2e/scene-parts.ts';

const [model] = noteSteps();
const took = (ms: number): StepView => ({ ...model, status: 'verified', startedAt: 1000, endedAt: 1000 + ms });
const open = (id: string, dependsOn: string[] = [], more: Partial<StepView> = {}): StepView => ({
  ...model,
  id,
  dependsOn,
  status: 'planned',
  ...more,
});
const past = [took(900), took(100), took(200)];

test('skipped and failed steps have come to an end, waiting ones have not', () => {
  const of = (status: StepView['status']): StepView => open('a', [], { status });
  expect(ended([of('skipped'), of('failed'), of('waiting'), of('acting'), of('planned')])).toBe(2);
});

test('steps that act side by side are counted, a single one is not', () => {
  const acting = open('a', [], { status: 'acting' });
  expect(progressWords([...past, acting, acting, open('b')])).toBe('2 acting, 3 of 6 done');
  expect(progressWords([...past, acting])).toBe('3 of 4 done');
});
