import { describe, expect, it } from 'vitest';
import { Stopped } from '../../../../shared/planning/ground/budget.ts';
import { ground } from '../../../../shared/planning/ground/ground.ts';
import { landmarkGraph } from '../../../../shared/planning/search/landmark-graph.ts';
import { relax } from '../../../../shared/planning/search/relaxed-task.ts';
import { solve, solving } from '../../../../shared/planning/search/solve.ts';
import type { LiftedTask } from '../../../../shared/ports/planning-task.ts';
import { boxes } from './boxes.ts';

/** Each floor needs two walls, and each wall the floor below. */
const tower = (floors: number): LiftedTask => {
  const parameters = ['?below', '?above'].map((name) => ({ name, types: ['floor'] }));
  const next = { predicate: 'next', args: [0, 1] };
  const wall = (side: string) => ({
    name: side,
    parameters,
    precondition: [next, { predicate: 'done', args: [0] }],
    effects: [{ predicate: side, args: [1] }],
  });
  return {
    types: [{ name: 'floor', parent: 'object' }],
    objects: Array.from({ length: floors + 1 }, (_, i) => ({ name: `floor${i}`, types: ['floor'] })),
    actions: [
      wall('left'),
      wall('right'),
      {
        name: 'cover',
        parameters,
        precondition: [next, { predicate: 'left', args: [1] }, { predicate: 'right', args: [1] }],
        effects: [{ predicate: 'done', args: [1] }],
      },
    ],
    init: [
      { predicate: 'done', args: ['floor0'] },
      ...Array.from({ length: floors }, (_, i) => ({ predicate: 'next', args: [`floor${i}`, `floor${i + 1}`] })),
    ],
    goal: [{ predicate: 'done', args: [`floor${floors}`] }],
  };
};

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

  it('tells once how long the plan is that it then makes shorter', () => {
    const told: number[] = [];
    const found = solve(boxes(4, 6), { found: (steps) => told.push(steps) });
    expect(told).toHaveLength(1);
    expect(found.kind === 'plan' && found.steps.length).toBeLessThanOrEqual(told[0] ?? 0);
    expect(solve({ ...tower(1), init: [] }, { found: (steps) => told.push(steps) }).kind).toBe('unsolvable');
    expect(told).toHaveLength(1);
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

  it('comes back with a part of a plan when the states it met take more memory than there is', () => {
    // All boxes are wanted at once. An effect under a condition keeps the task from being narrowed, which would tell that there is no plan.
    const goal = Array.from({ length: 14 }, (_, i) => ({ predicate: 'held', args: [`box${i}`] }));
    const task = boxes(8, 14);
    const passes = { predicate: 'passed', args: ['box0'], when: [{ predicate: 'at', args: ['box0', 1] }] };
    const actions = task.actions.map((a) => (a.name === 'move' ? { ...a, effects: [...a.effects, passes] } : a));
    const passed = { predicate: 'passed', args: ['box0'] };
    const found = solve({ ...task, actions, goal: [...goal, passed] }, { maxBytes: 300_000 });
    expect(found).toMatchObject({ kind: 'unfinished', reason: 'states' });
    if (found.kind === 'unfinished') expect(found.partial.length).toBeGreaterThan(0);
  });

  it('tells that there is no plan from what can never be true together on a way to the goal', () => {
    const goal = Array.from({ length: 14 }, (_, i) => ({ predicate: 'held', args: [`box${i}`] }));
    expect(solve({ ...boxes(8, 14), goal })).toEqual({ kind: 'unsolvable' });
  });

  it('finds the plan of a tower whose estimate doubles with each floor', () => {
    const found = solve(tower(48), { improveWork: 0, improveShare: 0 });
    expect(found).toMatchObject({ kind: 'plan' });
    if (found.kind === 'plan') expect(found.steps).toHaveLength(3 * 48);
  });

  it('stops when it is told to, while it grounds and while it searches', () => {
    const task = boxes(30, 300);
    expect(solve(task, { shouldStop: () => true })).toMatchObject({ kind: 'unfinished', reason: 'stopped' });
    let asked = 0;
    const found = solve(task, { shouldStop: () => ++asked > 60 });
    expect(found).toMatchObject({ kind: 'unfinished', reason: 'stopped' });
  });

  it('stops when it is told to, while it looks for what every plan comes by', () => {
    const finite = ground(boxes(6, 20))!;
    let asked = 0;
    landmarkGraph(relax(finite), () => ++asked < 0);
    expect(asked).toBeGreaterThan(20);
    for (const last of [1, 2, 5, 10, asked - 1]) {
      let times = 0;
      expect(() => landmarkGraph(relax(finite), () => ++times >= last)).toThrow(Stopped);
      expect(times).toBe(last);
    }
  });

  it('gives the same plan in slices, however long it is left alone between them', () => {
    const slices = solving(tower(30));
    let slice = slices.next();
    for (; slice.done !== true; slice = slices.next()) expect(slice.value).toBeUndefined();
    expect(slice.value).toEqual(solve(tower(30)));
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
