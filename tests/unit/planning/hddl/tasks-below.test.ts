import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intLists } from '../../../../shared/planning/ground/ints.ts';
import { TasksBelow } from '../../../../shared/planning/hddl/tasks-below.ts';

/** The tasks that some come to, themselves among them, without any shortcut. */
const closure = (below: readonly (readonly number[])[], from: readonly number[]): ReadonlySet<number> => {
  const met = new Set<number>();
  const open = [...from];
  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    if (met.has(task)) continue;
    met.add(task);
    open.push(...below[task]!);
  }
  return met;
};

const TASKS = 12;
const graphs = fc.array(fc.uniqueArray(fc.nat(TASKS - 1), { maxLength: 3 }), { minLength: TASKS, maxLength: TASKS });
const isAction = (task: number): boolean => task % 3 === 0;

describe('the actions that tasks may come to', () => {
  it('are those below them, whatever lies in itself, in each of several rounds', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.array(fc.nat(TASKS - 1)), { minLength: 1 }), (drawn, rounds) => {
        const below = drawn.map((parts, task) => (isAction(task) ? [] : parts));
        const tasks = new TasksBelow(intLists(below), isAction);
        for (const left of rounds) {
          const marks = new Int32Array(TASKS);
          tasks.begin();
          for (const task of left) tasks.mark(task, marks);
          const actions = [...closure(below, left)].filter(isAction).sort((a, b) => a - b);
          expect([...marks.keys()].filter((task) => marks[task] === 1)).toEqual(actions);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are found with the work of one task where all come to each other', () => {
    const ring = Array.from({ length: 1000 }, (_, i) => (i === 0 ? [] : [0, (i % 999) + 1]));
    const tasks = new TasksBelow(intLists(ring), (task) => task === 0);
    const marks = new Int32Array(1000);
    tasks.begin();
    tasks.mark(7, marks);
    expect(marks[0]).toBe(1);
    expect(tasks.work).toBeLessThan(5);
  });
});
