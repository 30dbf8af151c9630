import { describe, expect, test } from 'vitest';
import { readGoal } from '../../../shared/goals/read.ts';
import type { Answer } from './expected.ts';
import { machine } from './machine.ts';
import { TABLE } from './table.ts';

const check = (goal: string, answer: Answer, context = machine): void => {
  const reading = readGoal(goal, context);
  if ('asks' in answer) {
    expect(reading).toMatchObject({ kind: 'understood' });
    const intents = reading.kind === 'understood' ? reading.intents : [];
    expect(intents.map(({ skill, args }) => [skill, args])).toEqual(answer.asks);
  } else if ('question' in answer) {
    expect(reading).toMatchObject({ kind: 'ambiguous', subject: answer.question });
    expect(reading.kind === 'ambiguous' && reading.candidates.map((c) => c.id)).toEqual(answer.candidates);
  } else {
    expect(reading).toMatchObject({ kind: 'not-understood' });
    expect(reading.kind === 'not-understood' && reading.trouble).toContain(answer.refused);
  }
};

for (const [kind, rows] of Object.entries(TABLE)) {
  describe(`${kind} goals`, () => {
    test.each(rows.map(([goal, answer, context]) => ({ goal, answer, context })))(
      '$goal',
      ({ goal, answer, context }) => check(goal, answer, context),
    );
  });
}

test('the table is as long as promised', () => {
  expect(Object.values(TABLE).flat().length).toBeGreaterThanOrEqual(120);
});
