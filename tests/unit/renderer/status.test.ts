import { expect, test } from 'vitest';
import { troubleLine } from '../../../renderer/words/outcome.ts';
import { RUN_STATUS, isKept, standOf, stepStatus } from '../../../renderer/words/status.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { RunStatus } from '../../../shared/protocol/run.ts';
import { StepPhase, StepStatus } from '../../../shared/protocol/step.ts';
import { partly, reconciling, undoing } from '../../e2e/trouble-scenes.ts';

test('during an undo the step at hand is being undone, not done', () => {
  const run = undoing(0);
  expect(run.steps.map((step) => stepStatus(step, run.status).word)).toEqual([
    'verified',
    'undoing',
    'undone',
    'verified',
  ]);
});

test('what a crash interrupted is not said to act', () => {
  const run = reconciling(0);
  expect(run.steps.map((step) => stepStatus(step, run.status).word)).toEqual([
    'verified',
    'not known',
    'planned',
    'planned',
  ]);
});

test('what an undo left alone was kept', () => {
  const run = partly(0);
  expect(run.steps.map((step) => stepStatus(step, run.status).word)).toEqual(['failed', 'undone', 'verified', 'kept']);
});

test('what acts and only waits, or only reads back, says so', () => {
  const [step] = undoing(0).steps;
  if (!step) throw new Error('The scene has no steps.');
  const word = (phase?: StepPhase, run: RunStatus = 'acting') =>
    stepStatus({ ...step, status: 'acting', ...(phase ? { phase } : {}) }, run).word;
  expect([word(), word('waiting'), word('verifying')]).toEqual(['acting', 'waiting', 'verifying']);
  expect(word('verifying', 'asking')).toBe('not known');
});

test('no two states of a step look alike: shape and word differ, whatever the colour', () => {
  const [step] = undoing(0).steps;
  if (!step) throw new Error('The scene has no steps.');
  const phases = StepPhase.options.map((phase) => ({ ...step, status: 'acting' as const, phase }));
  const states = StepStatus.options.map((status) => ({ ...step, status }));
  const looks = [...states, ...phases].map((one) => stepStatus(one, 'done'));
  expect(new Set(looks.map(({ shape }) => shape)).size).toBe(looks.length);
  expect(new Set(looks.map(({ word }) => word)).size).toBe(looks.length);
  expect(new Set(Object.values(RUN_STATUS).map(({ word }) => word)).size).toBeGreaterThan(10);
});

test('what an undo kept is not told as trouble; what failed is', () => {
  const [failed, , , kept] = partly(0).steps;
  if (!failed || !kept) throw new Error('The scene has no steps.');
  expect([kept, failed].map(isKept)).toEqual([true, false]);
  expect([kept, failed].map(troubleLine)).toEqual(['Your later change was kept.', failed.error?.say]);
});

test('what the person stopped is called stopped, not failed', () => {
  const [step] = undoing(0).steps;
  if (!step) throw new Error('The scene has no steps.');
  const error = new SonnyError('CANCELLED').view();
  expect(stepStatus({ ...step, status: 'failed', error }, 'cancelled')).toEqual(RUN_STATUS.cancelled);
  const looks = StepStatus.options.map((status) => stepStatus({ ...step, status }, 'done').shape);
  expect(looks).not.toContain(RUN_STATUS.cancelled.shape);
});

test('a run that waits for another one is not said to act', () => {
  const run = { ...undoing(0), status: 'acting' as const };
  expect([standOf(run).word, standOf({ ...run, behind: 'copy a' }).word]).toEqual(['acting', 'waits its turn']);
});
