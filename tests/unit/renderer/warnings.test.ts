import { expect, test } from 'vitest';
import { planWarnings } from '../../../renderer/words/warnings.ts';
import { planTrash } from '../../e2e/warning-scenes.ts';

test('a plan says which steps ask first and which can’t be undone, by their titles', () => {
  expect(planWarnings(planTrash(0))).toEqual([
    { say: '1 step asks you first: Put 3 files into the trash.', final: false },
  ]);
});

test('what asks and can’t be undone says both; what only can’t be undone is told by itself', () => {
  const run = planTrash(0);
  const steps = run.steps.map((one, i) => {
    if (i === 0) return { ...one, undo: { possible: false, say: 'what was sent is sent' } };
    return i === 1 ? { ...one, asks: true, undo: { possible: false, say: 'what was sent is sent' } } : one;
  });
  expect(planWarnings({ ...run, steps })).toEqual([
    { say: '1 step asks you first: Put 3 files into the trash.', final: false },
    { say: '1 step asks you first and can’t be undone: Move 3 files to ~/Papers.', final: true },
    { say: '1 step can’t be undone: Create the folder ~/Papers.', final: true },
  ]);
});

test('of many steps two are named and the others counted', () => {
  const run = planTrash(0);
  const steps = run.steps.map((one) => ({ ...one, asks: true }));
  expect(planWarnings({ ...run, steps }).map(({ say }) => say)).toEqual([
    '5 steps ask you first: Create the folder ~/Papers; Move 3 files to ~/Papers; and 3 more.',
  ]);
});

test('nothing is warned of that the plan’s approval names in full, nor once the plan is allowed', () => {
  const run = planTrash(0);
  if (!run.approval) throw new Error('It waits for a yes.');
  expect(planWarnings({ ...run, approval: { ...run.approval, names: ['s5'] } })).toEqual([]);
  expect(
    planWarnings({ ...run, approval: { ...run.approval, stepId: 's5' }, status: 'awaiting-step-approval' }),
  ).toEqual([]);
  expect(planWarnings({ ...run, status: 'acting' })).toEqual([]);
});
