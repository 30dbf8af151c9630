import { expect, test } from 'vitest';
import { type Moment, actingSpan, timeline } from '../../../renderer/words/timeline.ts';
import { SCENES } from '../../e2e/scenes.ts';
import { TROUBLES, parallel, sent } from '../../e2e/trouble-scenes.ts';

const NOW = 1_700_000_000_000;
const brief = (moment: Moment): string =>
  moment.kind === 'step' ? `step ${moment.number}` : moment.kind === 'pause' ? `pause ${moment.ms}` : moment.kind;

test('steps stand in the order in which they began, with the pause before the one that asked', () => {
  expect(timeline(sent(NOW)).map(brief)).toEqual([
    'asked',
    'allowed',
    'step 1',
    'step 4',
    'step 2',
    'pause 5360',
    'step 3',
    'end',
  ]);
});

test('a run that has not ended has no end, and what it has not begun is not held against it', () => {
  expect(timeline(parallel(NOW)).map(brief)).toEqual([
    'asked',
    'allowed',
    'step 1',
    'step 2',
    'step 3',
    'pause 2160',
    'step 4',
    'step 5',
  ]);
});

test('what was never begun is counted once the run has ended', () => {
  expect(timeline(TROUBLES.gone(NOW)).find(({ kind }) => kind === 'unreached')).toEqual({
    kind: 'unreached',
    steps: 2,
  });
});

test('a plan that was never allowed has a beginning only', () => {
  expect(timeline(SCENES.planned(NOW)).map(brief)).toEqual(['asked']);
});

test('while a step acts the span grows with the time', () => {
  expect(actingSpan(parallel(NOW).steps, NOW)).toEqual({ from: NOW - 4000, to: NOW });
  expect(actingSpan(sent(NOW).steps, 0)).toEqual({ from: NOW - 9000, to: NOW - 1360 });
});
