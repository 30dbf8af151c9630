import { expect, test } from 'vitest';
import { actionsOf } from '../../../renderer/run/controls/actions.ts';
import { brokenSentence, brokenSteps, stepNumbers } from '../../../renderer/words/broken.ts';
import { stepStatus } from '../../../renderer/words/status.ts';
import type { PlanMark } from '../../../shared/protocol/knowledge.ts';
import { SCENES } from '../../e2e/scenes.ts';

const marks = (...ids: string[]): ReadonlyMap<string, PlanMark> =>
  new Map(ids.map((stepId) => [stepId, { stepId, say: 'the folder is gone.', fact: null }]));

test('a planned step that would not work any more says so by shape and word; one that has begun keeps its outcome', () => {
  const [done, , acting, planned] = SCENES.acting(0).steps;
  expect(stepStatus(planned!, 'acting', true)).toEqual({ shape: 'broken', tone: 'asks', word: 'no longer works' });
  expect(stepStatus(acting!, 'acting', true).word).toBe('acting');
  expect(stepStatus(done!, 'acting', true).word).toBe('verified');
});

test('only steps that have not begun count as broken', () => {
  const run = SCENES.acting(0);
  expect(brokenSteps(run, marks('s1', 's3', 's4')).map(({ number }) => number)).toEqual([4]);
});

test('the sentence above the buttons names the steps and the reason', () => {
  const run = SCENES.planned(0);
  expect(brokenSentence(brokenSteps(run, marks('s3')))).toBe('Step 3 would not work any more: the folder is gone.');
  expect(brokenSentence(brokenSteps(run, marks('s3', 's4')))).toBe(
    'Steps 3 and 4 would not work any more. Step 3: the folder is gone.',
  );
  expect(brokenSentence([])).toBe('');
  expect(stepNumbers([1, 2, 3, 4, 5, 6])).toBe('steps 1, 2, 3, 4, and 2 more');
});

test('a broken plan is made anew by the main button, after the old one was put away; it can still be run', () => {
  const run = SCENES.planned(0);
  const { primary, others } = actionsOf(run, 1);
  expect(primary).toMatchObject({
    words: 'Make a new plan',
    key: 'main',
    command: { type: 'run.start', text: run.goal },
    first: { type: 'run.deny' },
  });
  expect(others.map(({ words, key }) => [words, key])).toEqual([
    ['Cancel', undefined],
    ['Run 4 steps anyway', undefined],
  ]);
});
