import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan, type PlanStep } from '../../../../shared/planning/check/check-plan.ts';
import { readDomain } from '../../../../shared/planning/pddl/domain.ts';
import { readProblem } from '../../../../shared/planning/pddl/problem.ts';
import { readTask } from '../../../../shared/planning/pddl/read-task.ts';
import { solve } from '../../../../shared/planning/search/solve.ts';
import { LAMPS, TWO_LAMPS } from '../pddl/lamps.ts';

const [domain, problem] = [readDomain(LAMPS), readProblem(TWO_LAMPS)];
const step = (line: string): PlanStep => {
  const [action = '', ...args] = line.split(' ');
  return { action, args };
};
const GOLDEN = [
  'go hall1 room1',
  'switch-on lamp1 room1',
  'go room1 hall1',
  'go hall1 room2',
  'switch-off lamp2 room2',
].map(step);
const check = (plan: readonly PlanStep[]) => checkPlan(domain, problem, plan);

describe('a checked plan', () => {
  it('holds when every step and the goal do; its cost is added up', () => {
    expect(check(GOLDEN)).toEqual({ holds: true, cost: 10 });
  });

  it('is what the search finds', () => {
    const found = solve(readTask(LAMPS, TWO_LAMPS));
    expect(found).toMatchObject({ kind: 'plan', cost: 10 });
    if (found.kind === 'plan') expect(check(found.steps)).toEqual({ holds: true, cost: found.cost });
  });

  it.each([
    ['a missing step', GOLDEN.toSpliced(1, 1), null, '(lit lamp1)'],
    ['a missing way', GOLDEN.toSpliced(2, 1), 2, '(in robot hall1)'],
    ['a step twice', GOLDEN.toSpliced(1, 0, step('switch-on lamp1 room1')), 2, '(not (lit lamp1))'],
    ['a wrong order', GOLDEN.toReversed(), 0, '(in robot room2)'],
    ['a wrong argument', GOLDEN.with(1, step('switch-on lamp3 room1')), 1, '(in lamp3 room1)'],
    ['a wrong type', GOLDEN.with(0, step('go hall1 lamp1')), 0, '“lamp1” is not a room'],
    ['an unknown object', GOLDEN.with(0, step('go hall1 attic')), 0, '“attic” is no object'],
    ['too few arguments', GOLDEN.with(0, step('go hall1')), 0, 'takes 2 arguments and got 1'],
    ['an unknown action', GOLDEN.with(0, step('fly hall1 room1')), 0, 'there is no action “fly”'],
    ['a way to itself', [step('go hall1 hall1')], 0, '(way hall1 hall1)'],
  ])('is rejected for %s, by step and condition', (_, plan, at, violation) => {
    expect(check(plan)).toEqual({ holds: false, step: at, violation });
  });

  it('is rejected after any mutation that leaves out, swaps or doubles a step of it', () => {
    const at = fc.nat(GOLDEN.length - 1);
    fc.assert(
      fc.property(fc.constantFrom('drop', 'swap', 'double'), at, at, (how, i, k) => {
        fc.pre(how !== 'swap' || i !== k);
        const plan =
          how === 'drop'
            ? GOLDEN.toSpliced(i, 1)
            : how === 'double'
              ? GOLDEN.toSpliced(i, 0, GOLDEN[i]!)
              : GOLDEN.with(i, GOLDEN[k]!).with(k, GOLDEN[i]!);
        expect(check(plan).holds).toBe(false);
      }),
      { seed: 4 },
    );
  });
});
