import { expect, test } from 'vitest';
import { troubleLine } from '../../../renderer/words/outcome.ts';
import { progressWords } from '../../../renderer/words/progress.ts';
import { standOf, stepStatus } from '../../../renderer/words/status.ts';
import { emptyView } from '../../../shared/execution/view/project.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
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

test('what failed, was refused or left out has come to an end, and is not done', () => {
  const of = (status: StepView['status'], more: Partial<StepView> = {}): StepView => open('a', [], { status, ...more });
  expect(progressWords([...past, of('failed'), of('waiting')])).toBe('3 of 5 done, 1 failed');
  expect(progressWords([of('skipped'), of('refused'), of('unverified'), of('planned')])).toBe(
    '1 of 4 done, 1 skipped, 1 refused',
  );
});

test('a step of which a part was done before it was cut off says so, before and after others take it up', () => {
  const part: Partial<StepView> = {
    error: new SonnyError('INTERRUPTED').view(),
    evidence: [{ path: 'filesystem', say: '25 of 300 are done (a, b, c and 22 more)', holds: true }],
  };
  for (const status of ['failed', 'skipped'] as const) {
    const step = open('a', [], { ...part, status });
    expect(progressWords([...past, step])).toBe('3 of 4 done, 1 done in part');
    expect(stepStatus(step, 'failed').word).toBe('done in part');
  }
  expect(troubleLine(open('a', [], { ...part, status: 'skipped' }))).toBe(
    '25 of 300 are done; the rest is a later step.',
  );
});

test('a run that looks for a way on after a step failed does not act', () => {
  const steps = [...past, open('a', [], { status: 'failed' })];
  expect(standOf({ ...emptyView, status: 'acting', steps }).word).toBe('looking for a way on');
  expect(standOf({ ...emptyView, status: 'acting', steps: [...steps, open('b', [], { status: 'acting' })] }).word).toBe(
    'acting',
  );
});

test('steps that act side by side are counted, a single one is not', () => {
  const acting = open('a', [], { status: 'acting' });
  expect(progressWords([...past, acting, acting, open('b')])).toBe('2 acting, 3 of 6 done');
  expect(progressWords([...past, acting])).toBe('3 of 4 done');
});
