import { expect, test } from 'vitest';
import { knownVerbs } from '../../../shared/goals/clause.ts';
import { readGoal } from '../../../shared/goals/read.ts';
import { DEEDS, SPOKEN } from '../../../shared/goals/slots/deeds.ts';
import { machine } from './machine.ts';

test('every word that a part of a goal can begin with ends a sentence without quotation marks, or is known not to', () => {
  expect([...DEEDS, ...SPOKEN].toSorted()).toEqual([...knownVerbs()].toSorted());
});

test.each(['make a note buy milk and back up Photos', 'note call Anna, then minimise Mousepad'])(
  'what could be the next part is asked to be told apart: %s',
  (goal) => {
    expect(readGoal(goal, machine)).toMatchObject({
      kind: 'not-understood',
      trouble: expect.stringContaining('into quotation marks'),
    });
  },
);

test('what people note down is taken as it is', () => {
  const reading = readGoal('make a note buy milk and call Anna if it rains', machine);
  expect(reading).toMatchObject({
    kind: 'understood',
    intents: [{ args: { text: 'buy milk and call Anna if it rains' } }],
  });
});
