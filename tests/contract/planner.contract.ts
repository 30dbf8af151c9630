import { describe, expect, it } from 'vitest';
import type { Planner } from '../../shared/ports/planner.ts';
import { progress } from '../fakes/progress.ts';
import { boxes } from '../unit/planning/search/boxes.ts';

const code = (expected: string) => expect.objectContaining({ code: expected });

/** What every planner keeps to, wherever it runs. */
export const plannerContract = (name: string, create: () => Planner): void => {
  const withPlanner = async (use: (planner: Planner) => Promise<void>): Promise<void> => {
    const planner = create();
    try {
      await use(planner);
    } finally {
      await planner.close();
    }
  };

  describe(`planner: ${name}`, () => {
    it('gives the same plan for the same task, also when several are asked for at once', () =>
      withPlanner(async (planner) => {
        const found = await Promise.all([1, 2, 3].map(() => planner.plan(boxes(3, 3), {}, progress())));
        expect(found[0]).toMatchObject({ kind: 'plan', cost: 15 });
        expect(found[1]).toEqual(found[0]);
        expect(found[2]).toEqual(found[0]);
      }));

    it('says when there is no plan', () =>
      withPlanner(async (planner) => {
        const goal = [{ predicate: 'door', args: ['room0', 'room2'] }];
        expect(await planner.plan({ ...boxes(3, 1), goal }, {}, progress())).toEqual({ kind: 'unsolvable' });
      }));

    it('comes back with what it has when its states are used up, or its time', () =>
      withPlanner(async (planner) => {
        const few = await planner.plan(boxes(6, 12), { maxStates: 40 }, progress());
        expect(few).toMatchObject({ kind: 'unfinished', reason: 'states' });
        const late = await planner.plan(boxes(6, 12), {}, progress(-1));
        expect(late).toMatchObject({ kind: 'unfinished', reason: 'stopped' });
      }));

    it('refuses a task that contradicts itself, and plans the next one', () =>
      withPlanner(async (planner) => {
        const wrong = { ...boxes(2, 1), goal: [{ predicate: 'at', args: ['box7', 'room0'] }] };
        await expect(planner.plan(wrong, {}, progress())).rejects.toEqual(code('PLANNING_INVALID'));
        expect(await planner.plan(boxes(2, 1), {}, progress())).toMatchObject({ kind: 'plan' });
      }));

    it('plans nothing when it is cancelled before, or closed', () =>
      withPlanner(async (planner) => {
        const aborted = { ...progress(), signal: AbortSignal.abort() };
        await expect(planner.plan(boxes(2, 1), {}, aborted)).rejects.toEqual(code('CANCELLED'));
        await planner.close();
        await expect(planner.plan(boxes(2, 1), {}, progress())).rejects.toEqual(code('CANCELLED'));
      }));
  });
};
