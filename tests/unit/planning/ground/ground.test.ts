import { describe, expect, it } from 'vitest';
import type { FiniteTask } from '../../../../shared/planning/ground/finite-task.ts';
import { areMutex } from '../../../../shared/planning/ground/finite-task.ts';
import { ground } from '../../../../shared/planning/ground/ground.ts';
import { GROUND_BUDGET } from '../../../../shared/planning/ground/budget.ts';
import { readTask } from '../../../../shared/planning/pddl/read-task.ts';
import { apply, isApplicable } from '../../../../shared/planning/search/apply.ts';
import type { LiftedTask } from '../../../../shared/ports/planning-task.ts';
import { LAMPS, TWO_LAMPS } from '../pddl/lamps.ts';
import { boxes } from '../search/boxes.ts';

const grounded = (task: LiftedTask): FiniteTask => {
  const finite = ground(task);
  if (!finite) throw new Error('The goal is out of reach.');
  return finite;
};
const named = (task: FiniteTask, fact: number): string => {
  const { predicate, args, negated } = task.nameOf(fact);
  return `${negated ? 'not ' : ''}${[predicate, ...args].join(' ')}`;
};

describe('grounding', () => {
  it('keeps what can happen and matters for the goal, and nothing else', () => {
    const task = grounded(readTask(LAMPS, TWO_LAMPS));
    const steps = Array.from({ length: task.operators }, (_, i) =>
      [task.stepOf(i).action, ...task.stepOf(i).args].join(' '),
    );
    expect(steps.toSorted()).toEqual([
      'go hall1 room1',
      'go hall1 room2',
      'go room1 hall1',
      'go room2 hall1',
      'switch-off lamp1 room1',
      'switch-off lamp2 room2',
      'switch-on lamp1 room1',
      'switch-on lamp2 room2',
    ]);
    expect(Array.from(task.costs).toSorted((a, b) => a - b)).toEqual([1, 1, 1, 1, 2, 2, 4, 4]);
  });

  it('makes true under a condition only what that condition can come to hold for', () => {
    const turns = ['red', 'green', 'blue'].flatMap((colour) => [
      { predicate: 'top', args: [colour], negated: true, when: [{ predicate: 'top', args: [colour] }] },
      { predicate: 'front', args: [colour], when: [{ predicate: 'top', args: [colour] }] },
      { predicate: 'top', args: [colour], when: [{ predicate: 'back', args: [colour] }] },
    ]);
    const task = grounded({
      types: [],
      objects: ['red', 'green', 'blue'].map((name) => ({ name, types: [] })),
      actions: [
        { name: 'turn', parameters: [], precondition: [], effects: turns },
        {
          name: 'paint',
          parameters: [],
          precondition: [{ predicate: 'front', args: ['red'] }],
          effects: [{ predicate: 'back', args: ['green'] }],
        },
      ],
      init: [{ predicate: 'top', args: ['red'] }],
      goal: [{ predicate: 'front', args: ['green'] }],
    });
    const facts = Array.from({ length: task.factCount }, (_, fact) => named(task, fact));
    expect(facts.filter((fact) => fact.includes('blue') || fact === 'back red')).toEqual([]);
    expect(facts).toEqual(expect.arrayContaining(['top red', 'front red', 'back green', 'top green', 'front green']));
  });

  it('has one operator where what a parameter stands for makes no difference', () => {
    const finite = ground({
      types: [{ name: 'lamp', parent: 'object' }],
      objects: ['a', 'b', 'c'].map((name) => ({ name, types: ['lamp'] })),
      actions: [
        {
          name: 'light',
          parameters: [{ types: ['lamp'] }, { types: ['lamp'] }, { types: ['lamp'] }].map((p, i) => ({
            name: `?${i}`,
            ...p,
          })),
          precondition: [{ predicate: '=', args: [0, 2], negated: true }],
          effects: [{ predicate: 'lit', args: [0] }],
        },
      ],
      init: [],
      goal: [{ predicate: 'lit', args: ['b'] }],
    });
    // The third has to be another lamp than the first; nothing is asked of the second.
    expect(finite?.operators).toBe(2);
    expect([0, 1].map((operator) => finite?.stepOf(operator)?.args)).toEqual([
      ['b', 'a', 'a'],
      ['b', 'a', 'c'],
    ]);
  });

  it('packs where a thing is into one variable, though several arguments say so and it may be held on the way', () => {
    const at = (thing: number, x: number, y: number, negated = false) => ({
      predicate: 'at',
      args: [thing, x, y],
      ...(negated ? { negated: true } : {}),
    });
    const finite = ground({
      types: [],
      objects: [
        ...['a', 'b'].map((name) => ({ name, types: ['card'] })),
        ...['0', '1'].map((name) => ({ name, types: ['place'] })),
      ],
      actions: [
        {
          name: 'lift',
          parameters: [{ name: '?c', types: ['card'] }, ...['?x', '?y'].map((name) => ({ name, types: ['place'] }))],
          precondition: [at(0, 1, 2)],
          effects: [at(0, 1, 2, true), { predicate: 'held', args: [0] }],
        },
        {
          // One and the same card would be put down and moved: it is in two places at no time.
          name: 'push',
          parameters: [
            ...['?moved', '?held'].map((name) => ({ name, types: ['card'] })),
            ...['?x', '?y', '?to'].map((name) => ({ name, types: ['place'] })),
          ],
          precondition: [at(0, 2, 3), { predicate: 'held', args: [1] }],
          effects: [at(0, 2, 3, true), at(0, 4, 3), { predicate: 'held', args: [1], negated: true }, at(1, 2, 3)],
        },
      ],
      init: ['a', 'b'].map((card) => ({ predicate: 'at', args: [card, '0', '0'] })),
      goal: [{ predicate: 'at', args: ['a', '1', '0'] }],
    });
    expect(finite?.variables).toBe(2);
  });

  it('packs facts that exclude each other into variables', () => {
    const task = grounded(boxes(4, 2));
    const at = Array.from({ length: task.factCount }, (_, fact) => fact).filter((fact) =>
      /^(at|held) box0|^held box0/.test(named(task, fact)),
    );
    expect(at).toHaveLength(5);
    expect(new Set(at.map((fact) => task.variableOf[fact])).size).toBe(1);
    for (const one of at) for (const other of at) expect(areMutex(task, one, other)).toBe(one !== other);
  });

  it('says no two facts exclude each other that are true together in a state that can be reached', () => {
    const task = grounded(boxes(3, 3));
    const seen = new Set<string>();
    const open = [task.init.slice()];
    while (open.length > 0) {
      const values = open.pop()!;
      if (seen.has(values.join())) continue;
      seen.add(values.join());
      const facts = Array.from(values, (value, v) => task.base[v]! + value - 1).filter((_, v) => values[v]! > 0);
      for (const one of facts) for (const other of facts) expect(areMutex(task, one, other)).toBe(false);
      for (let operator = 0; operator < task.operators; operator++) {
        if (!isApplicable(task, operator, values)) continue;
        const next = values.slice();
        apply(task, operator, next);
        open.push(next);
      }
    }
    // 3 rooms for the robot; three boxes down, or one of them held and two down.
    expect(seen.size).toBe(3 * (27 + 3 * 9));
  });

  it('ends within its budget however much there is to ground', () => {
    const names = Array.from({ length: 200 }, (_, i) => `o${i}`);
    const task: LiftedTask = {
      types: [],
      objects: names.map((name) => ({ name, types: [] })),
      actions: [
        {
          name: 'explode',
          parameters: ['?a', '?b', '?c', '?d', '?e'].map((name) => ({ name, types: ['object'] })),
          precondition: [],
          effects: [{ predicate: 'p', args: [0, 1, 2, 3, 4] }],
        },
      ],
      init: [],
      goal: [{ predicate: 'p', args: ['o0', 'o1', 'o2', 'o3', 'o4'] }],
    };
    const small = { ...GROUND_BUDGET, maxOperators: 50_000 };
    expect(() => ground(task, small)).toThrow(expect.objectContaining({ code: 'PLANNING_TOO_LARGE' }));
    expect(() => ground(task, { ...small, maxAtoms: 1000 })).toThrow('1000 facts');
  });
});
