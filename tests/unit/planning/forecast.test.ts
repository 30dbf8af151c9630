import { expect, it } from 'vitest';
import { forecastOf } from '../../../shared/planning/forecast.ts';
import type { RiskClass } from '../../../shared/protocol/step.ts';

/** Steps by whether each can be undone. */
const steps = (undos: readonly boolean[], risk: RiskClass = 'R2') =>
  undos.map((possible, i) => ({ id: `s${i + 1}`, title: `Step ${i + 1}`, risk, undo: { possible, say: '' } }));

it.each([
  [[true, true], 'Everything can be undone.', null],
  [[true], 'This can be undone.', null],
  [[false], 'This can’t be undone.', 's1'],
  [[false, false], 'None of this can be undone.', 's1'],
  [[true, false, true], '2 of 3 steps can be undone; after step 2 not everything can.', 's2'],
] as const)('%j: %s', (undos, say, pointOfNoReturn) => {
  expect(forecastOf(steps(undos))).toEqual({
    steps: undos.length,
    undoable: undos.filter(Boolean).length,
    pointOfNoReturn,
    say,
  });
});

it('what only looks needs no undo', () => {
  expect(forecastOf(steps([true, true], 'R0')).say).toBe('This only looks; nothing is changed.');
});
