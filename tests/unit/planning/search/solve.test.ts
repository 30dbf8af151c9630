import { describe, expect, it } from 'vitest';
import { solve } from '../../../../shared/planning/search/solve.ts';
import { boxes } from './boxes.ts';

describe('a search', () => {
  it('finds a plan and adds up what it costs', () => {
    const found = solve(boxes(3, 1));
    expect(found).toEqual({
      kind: 'plan',
      steps: [
        { action: 'pick', args: ['box0', 'room0'], cost: 1 },
        { action: 'move', args: ['room0', 'room1'], cost: 3 },
        { action: 'drop', args: ['box0', 'room1'], cost: 1 },
      ],
      cost: 5,
    });
  });

  it('gives the same plan for the same task', () => {
    expect(solve(boxes(4, 6))).toEqual(solve(boxes(4, 6)));
  });

  it('says that there is no plan only when every way was tried', () => {
    const task = boxes(3, 2);
    const goal = [
      { predicate: 'held', args: ['box0'] },
      { predicate: 'held', args: ['box1'] },
    ];
    expect(solve({ ...task, goal })).toEqual({ kind: 'unsolvable' });
    expect(solve({ ...task, goal: [{ predicate: 'at', args: ['room0', 'room1'] }] })).toEqual({ kind: 'unsolvable' });
  });

  it('comes back with a part of a plan and the open goals when its states are used up', () => {
    const found = solve(boxes(6, 12), { maxStates: 40 });
    expect(found).toMatchObject({ kind: 'unfinished', reason: 'states' });
    if (found.kind !== 'unfinished') return;
    expect(found.partial.length).toBeGreaterThan(0);
    expect(found.openGoals.length).toBeGreaterThan(0);
    expect(found.openGoals.length).toBeLessThan(12);
  });

  it('stops when it is told to, while it grounds and while it searches', () => {
    const task = boxes(30, 300);
    expect(solve(task, { shouldStop: () => true })).toMatchObject({ kind: 'unfinished', reason: 'stopped' });
    let asked = 0;
    const found = solve(task, { shouldStop: () => ++asked > 60 });
    expect(found).toMatchObject({ kind: 'unfinished', reason: 'stopped' });
  });

  it('ends with the limit that was passed when a task is too large', () => {
    expect(solve(boxes(30, 30), { maxOperators: 100 })).toMatchObject({ kind: 'unfinished', reason: 'too-large' });
  });

  it('refuses a task that contradicts itself, by name', () => {
    const task = boxes(2, 1);
    expect(() => solve({ ...task, goal: [{ predicate: 'at', args: ['box7', 'room0'] }] })).toThrow(/box7/);
    expect(() => solve({ ...task, init: [...task.init, { predicate: 'at', args: ['box0'] }] })).toThrow(/“at”/);
  });
});
