import { expect, test } from 'vitest';
import { again } from '../../../renderer/run/controls/actions.ts';
import { actsWhileObserving, heldByObserving } from '../../../renderer/run/controls/observing.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { donePartly, keptOne, nothingToDo } from '../../e2e/partial-scenes.ts';
import { SCENES } from '../../e2e/scenes.ts';
import { still } from '../../e2e/operate-scenes.ts';
import { TROUBLES, chosen, contested, partly, reconciling, sent, takenOver } from '../../e2e/trouble-scenes.ts';

const paused = (run: RunView): RunView => ({ ...run, status: 'paused' });

test.each([
  ['a plan', SCENES.planned(0)],
  ['a pause before an act', paused(SCENES.acting(0))],
  ['what was taken over', takenOver(0)],
  ['what failed', TROUBLES.missing(0)],
  ['what is done', SCENES.done(0)],
  ['what is done in part', donePartly(0)],
  ['what was undone', chosen(0)],
  ['what was undone in part', partly(0)],
  ['what was kept', keptOne(0)],
  ['what waits for a choice', contested(0)],
  ['whether to go on trying', still(0)],
])('Observe stands in the way of something that is offered for %s', (_, run) => {
  expect(heldByObserving(run)).toBe(true);
});

const looks = (run: RunView): RunView => ({ ...run, steps: run.steps.map((step) => ({ ...step, risk: 'R0' })) });

test.each([
  ['what acts', SCENES.acting(0)],
  ['what has nothing to do', nothingToDo(0)],
  ['what was not started', SCENES.refused(0)],
  ['what happened when it was cut off', reconciling(0)],
  ['which of two is meant', SCENES.question(0)],
  ['a pause before a look', paused(looks(SCENES.acting(0)))],
])('nothing is said of Observe for %s', (_, run) => {
  expect(heldByObserving(run)).toBe(false);
});

test('a new plan is made and the last act is left out also while Sonny observes', () => {
  const run = sent(0);
  expect(actsWhileObserving(run, again(run))).toBe(false);
  const skip = { command: { type: 'run.skip', runId: 'missing' } } as const;
  const failed = TROUBLES.missing(0);
  expect(actsWhileObserving(failed, skip)).toBe(true);
  expect(actsWhileObserving({ ...failed, steps: failed.steps.slice(0, 2) }, skip)).toBe(false);
});
