import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ground } from '../../../../shared/planning/ground/ground.ts';
import { apply, holdAll, isApplicable } from '../../../../shared/planning/search/apply.ts';
import { onlyGoals } from '../../../../shared/planning/search/landmark-graph.ts';
import { LazyGreedy } from '../../../../shared/planning/search/lazy-greedy.ts';
import { relax } from '../../../../shared/planning/search/relaxed-task.ts';
import type { SearchBudget } from '../../../../shared/planning/search/search-budget.ts';
import { straighten } from '../../../../shared/planning/search/straighten.ts';
import { boxes } from './boxes.ts';

const BUDGET: SearchBudget = { shouldStop: () => false, maxStates: 100_000, maxBytes: 100_000_000 };
const UNLIMITED = 1e9;

/** A task, a plan for it, and a wandering about that leads from its first state to another. */
const wandering = (rooms: number, count: number, picks: readonly number[]) => {
  const task = ground(boxes(rooms, count), { maxAtoms: 1e5, maxOperators: 1e5, shouldStop: () => false }, true);
  if (!task) throw new Error('no task');
  const relaxed = relax(task);
  const found = new LazyGreedy(relaxed, onlyGoals(relaxed), BUDGET).advance(UNLIMITED);
  if (found?.kind !== 'plan') throw new Error('no plan');
  const values = task.init.slice();
  const detour: number[] = [];
  for (const pick of picks) {
    const open = Array.from({ length: task.operators }, (_, i) => i).filter((i) => isApplicable(task, i, values));
    const operator = open[pick % open.length];
    if (operator === undefined) break;
    apply(task, operator, values);
    detour.push(operator);
  }
  return { task, relaxed, detour, values, found: found.operators };
};

it('a plan stays one that holds, and never gets longer', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.nat({ max: 50 }), { maxLength: 60 }),
      (rooms, count, picks) => {
        const { task, relaxed, detour, values, found } = wandering(rooms, count, picks);
        // Wherever the wandering ends, the way from there is a plan of the same task with another first state.
        const rest = new LazyGreedy(
          { ...relaxed, task: { ...task, init: values.slice() } },
          onlyGoals(relaxed),
          BUDGET,
        ).advance(UNLIMITED);
        if (rest?.kind !== 'plan') return;
        const given = [...detour, ...rest.operators];
        const { plan } = straighten(relaxed, given, UNLIMITED, BUDGET);
        const state = task.init.slice();
        for (const operator of plan) {
          expect(isApplicable(task, operator, state)).toBe(true);
          apply(task, operator, state);
        }
        expect(holdAll(task, task.goal, state)).toBe(true);
        expect(plan.length).toBeLessThanOrEqual(given.length);
        // A detour of dozens of steps does not stay.
        expect(plan.length).toBeLessThanOrEqual(2 * found.length + 6);
      },
    ),
    { numRuns: 40 },
  );
});
