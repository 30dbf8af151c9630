import { describe, expect, it } from 'vitest';
import { LevelTurns, type Levelled } from '../../../../shared/planning/hddl/level-turns.ts';
import type { Tried } from '../../../../shared/planning/hddl/plan.ts';

const PLAN: Tried = { tasks: [], roots: [] };

/** Searches over stacks that only say how each of their turns ended; after the last they use their time up. */
const turnsOf = (
  results: Readonly<Record<number, readonly Tried[]>>,
): { readonly turns: LevelTurns; readonly had: readonly number[]; readonly goOn: () => Tried } => {
  const had: number[] = [];
  let isUp = false;
  const searches = Object.entries(results).map(([level, ends]): Levelled => {
    const left = [...ends];
    return {
      levels: Number(level),
      goOn: () => {
        had.push(Number(level));
        const end = left.shift() ?? null;
        if (end === null) isUp = true;
        return end;
      },
    };
  });
  const turns = new LevelTurns(searches);
  const goOn = (): Tried => {
    isUp = false;
    return turns.goOn(() => isUp);
  };
  return { turns, had, goOn };
};

describe('searches over stacks that take turns', () => {
  it('begin with the lowest, and each that has begun has as many turns as the others', () => {
    const { had, goOn } = turnsOf({ 3: [], 5: [], 8: [] });
    for (let i = 0; i < 12; i++) expect(goOn()).toBeNull();
    expect(had.slice(0, 4)).toEqual([3, 3, 5, 5]);
    expect(had.indexOf(8)).toBe(6);
    expect([3, 5, 8].map((level) => had.filter((h) => h === level).length)).toEqual([4, 4, 4]);
  });

  it('leave the rest of their time to the next when they are done', () => {
    const { turns, had, goOn } = turnsOf({ 3: ['done'], 5: [null, 'done'], 8: [] });
    expect(goOn()).toBeNull();
    expect(had).toEqual([3, 5]);
    expect(goOn()).toBeNull();
    expect(had).toEqual([3, 5, 5, 8]);
    expect(turns.areOver).toBe(false);
  });

  it('give the plan that one of them finds, and do not go on after it', () => {
    const { had, goOn } = turnsOf({ 3: ['done'], 5: [PLAN], 8: [] });
    expect(goOn()).toBe(PLAN);
    expect(had).toEqual([3, 5]);
  });

  it('do without the higher ones where one is too large, but go on with the lower ones before they say so', () => {
    const { turns, had, goOn } = turnsOf({ 3: [null, null, 'done'], 5: ['too-large'], 8: [PLAN] });
    expect(goOn()).toBeNull();
    expect(goOn()).toBeNull();
    expect(goOn()).toBe('too-large');
    expect(had).toEqual([3, 3, 5, 3]);
    expect(turns.areOver).toBe(true);
    expect(goOn()).toBeNull();
  });

  it('have no turn when the time is up already', () => {
    const { turns, had } = turnsOf({ 3: [PLAN] });
    expect(turns.goOn(() => true)).toBeNull();
    expect(had).toEqual([]);
  });
});
