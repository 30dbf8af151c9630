import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Achieve } from '../../../../shared/planning/repair/achieve-locally.ts';
import { Repairer } from '../../../../shared/planning/repair/repair.ts';
import { repairTask } from '../../../../shared/planning/repair/repair-task.ts';
import { solve } from '../../../../shared/planning/search/solve.ts';
import { chance, parcels } from '../../../bench/parts/parcels.ts';

const task = parcels(30, 14, 3, chance(7));
const made = repairTask(task);
const planned = solve(task, { unitCost: true });
if (!made || planned.kind !== 'plan') throw new Error('no plan');
const ready = made;
const plan = planned.steps.map((step) => ready.operatorOf(step) ?? -1);
const repairer = new Repairer(ready.strips);
const world = new Achieve(ready.strips);

const applies = (operator: number, state: Uint8Array): boolean => {
  const { start, items } = ready.strips.pre;
  return items.subarray(start[operator], start[operator + 1]).every((fact) => state[fact] === 1);
};

describe('mending what is left of a plan', () => {
  it('leaves a plan that still holds as it is', () => {
    const state = ready.initial();
    for (const operator of plan.slice(0, 20)) world.apply(operator, state);
    expect(repairer.repair(state, plan.slice(20))?.plan).toEqual(plan.slice(20));
  });

  it('after any failure and any change that someone else makes gives a plan that holds, and keeps most of it', () => {
    const kept: number[] = [];
    fc.assert(
      fc.property(
        fc.nat(plan.length - 1),
        fc.array(fc.nat(ready.strips.action.length - 1), { maxLength: 30 }),
        fc.boolean(),
        (failed, others, again) => {
          const state = ready.initial();
          for (const operator of plan.slice(0, failed)) world.apply(operator, state);
          for (const other of others) if (applies(other, state)) world.apply(other, state);
          const left = plan.slice(failed);
          const barred = again ? null : (left[0] ?? null);
          const repaired = repairer.repair(state, left, barred);
          expect(repaired).not.toBeNull();
          if (!repaired) return;
          expect(repairer.holds(state, repaired.plan)).toBe(true);
          if (barred !== null) expect(repaired.plan).not.toContain(barred);
          expect(repaired.kept + repaired.inserted).toBe(repaired.plan.length);
          kept.push(repaired.kept / left.length);
        },
      ),
      { numRuns: 200 },
    );
    expect(kept.reduce((a, b) => a + b) / kept.length).toBeGreaterThan(0.8);
  }, 30_000);

  it('says so when nothing helps', () => {
    const state = new Uint8Array(ready.strips.factCount);
    expect(repairer.repair(state, plan)).toBeNull();
  });
});
