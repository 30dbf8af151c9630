import { expect, test } from 'vitest';
import { interruptedStep, isReconciling } from '../../../renderer/run/controls/reconciling.ts';
import { actionsOf } from '../../../renderer/run/controls/actions.ts';
import { SCENES } from '../../e2e/scenes.ts';
import { reconciling } from '../../e2e/trouble-scenes.ts';

test('the question after a crash is about the step it names, and can’t be cancelled away', () => {
  const run = reconciling(0);
  expect(isReconciling(run)).toBe(true);
  expect(interruptedStep(run)?.id).toBe('s2');
  expect(actionsOf(run).others).toEqual([]);
});

test('any other question is not about a crash', () => {
  const run = SCENES.question(0);
  expect(interruptedStep(run)).toBeUndefined();
  expect(actionsOf(run).others.map(({ words }) => words)).toEqual(['Cancel']);
});
