import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../../shared/planning/check/check-plan.ts';
import type { FiniteTask } from '../../../../shared/planning/ground/finite-task.ts';
import { ground } from '../../../../shared/planning/ground/ground.ts';
import { narrow, workToNarrow } from '../../../../shared/planning/narrow/narrow.ts';
import { readDomain } from '../../../../shared/planning/pddl/domain.ts';
import { readProblem } from '../../../../shared/planning/pddl/problem.ts';
import { readTask } from '../../../../shared/planning/pddl/read-task.ts';
import { apply, holdAll, isApplicable } from '../../../../shared/planning/search/apply.ts';

const LIMIT = 10_000_000;
const go = (): boolean => false;

/** Walls of a corridor are painted from the spot before them; who has painted a spot cannot go back over it. */
const DOMAIN = `(define (domain corridor) (:requirements :strips :typing)
  (:types spot tool - object)
  (:predicates (at ?x - spot) (next ?x ?y - spot) (wet ?x - spot) (dry ?x - spot) (has ?t - tool) (lies ?t - tool ?x - spot) (free))
  (:action go :parameters (?x ?y - spot) :precondition (and (at ?x) (next ?x ?y) (dry ?y)) :effect (and (at ?y) (not (at ?x))))
  (:action paint :parameters (?x ?y - spot ?t - tool) :precondition (and (at ?x) (next ?x ?y) (dry ?y) (has ?t))
    :effect (and (wet ?y) (not (dry ?y))))
  (:action take :parameters (?t - tool ?x - spot) :precondition (and (at ?x) (lies ?t ?x) (free))
    :effect (and (has ?t) (not (lies ?t ?x)) (not (free))))
  (:action drop :parameters (?t - tool ?x - spot) :precondition (and (at ?x) (has ?t))
    :effect (and (lies ?t ?x) (free) (not (has ?t)))))`;

interface Corridor {
  readonly spots: number;
  readonly wet: readonly number[];
  readonly tools: readonly number[];
  readonly isOneWay: boolean;
}

const problem = ({ spots, wet, tools, isOneWay }: Corridor): string => {
  const all = Array.from({ length: spots }, (_, i) => i);
  const ways = all.slice(1).map((i) => `(next s${i - 1} s${i})${isOneWay ? '' : ` (next s${i} s${i - 1})`}`);
  return `(define (problem p) (:domain corridor)
    (:objects ${all.map((i) => `s${i}`).join(' ')} - spot ${tools.map((_, i) => `t${i}`).join(' ')} - tool)
    (:init (at s0) (free) ${ways.join(' ')} ${all.map((i) => `(dry s${i})`).join(' ')} ${tools.map((x, i) => `(lies t${i} s${x % spots})`).join(' ')})
    (:goal (and ${[...new Set(wet.map((x) => x % spots))].map((x) => `(wet s${x})`).join(' ')})))`;
};

/** A shortest plan, by looking at every state. */
const shortest = (task: FiniteTask): readonly number[] | null => {
  const seen = new Set([task.init.join()]);
  let layer: { readonly values: Int32Array; readonly plan: readonly number[] }[] = [{ values: task.init, plan: [] }];
  while (layer.length > 0) {
    const found = layer.find(({ values }) => holdAll(task, task.goal, values));
    if (found) return found.plan;
    layer = layer.flatMap(({ values, plan }) =>
      Array.from({ length: task.operators }, (_, o) => o).flatMap((operator) => {
        if (!isApplicable(task, operator, values)) return [];
        const next = values.slice();
        apply(task, operator, next);
        if (seen.has(next.join())) return [];
        seen.add(next.join());
        return [{ values: next, plan: [...plan, operator] }];
      }),
    );
  }
  return null;
};

const corridor = fc.record({
  spots: fc.integer({ min: 2, max: 4 }),
  wet: fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }),
  tools: fc.array(fc.nat(5), { minLength: 1, maxLength: 2 }),
  isOneWay: fc.boolean(),
});

describe('a narrowed task', () => {
  it('has a plan of the same length wherever there is one, which holds for the task as it was', () => {
    let narrower = 0;
    fc.assert(
      fc.property(corridor, (given) => {
        const text = problem(given);
        const finite = ground(readTask(DOMAIN, text), undefined, true);
        if (!finite) return;
        const plan = shortest(finite);
        const { task } = narrow(finite, LIMIT, go);
        if (task === null) return;
        narrower++;
        if (task === 'unsolvable') expect(plan).toBeNull();
        else {
          const other = shortest(task);
          expect(other?.length).toBe(plan?.length);
          const steps = other?.map((operator) => task.stepOf(operator));
          if (steps) expect(checkPlan(readDomain(DOMAIN), readProblem(text), steps)).toMatchObject({ holds: true });
        }
      }),
      { numRuns: 150 },
    );
    expect(narrower).toBeGreaterThan(20);
  });

  it('needs what has to come first: a spot is painted after all that lie behind it', () => {
    const finite = ground(
      readTask(DOMAIN, problem({ spots: 4, wet: [1, 2, 3], tools: [0], isOneWay: false })),
      undefined,
      true,
    )!;
    const { task } = narrow(finite, LIMIT, go);
    if (task === null || task === 'unsolvable') throw new Error('It was not narrowed.');
    const paints = Array.from({ length: task.operators }, (_, o) => o).filter((o) => {
      const { action, args } = task.stepOf(o);
      return action === 'paint' && args[1] === 's1';
    });
    expect(paints.length).toBeGreaterThan(0);
    for (const paint of paints) {
      const needs = Array.from(task.pre.items.subarray(task.pre.start[paint], task.pre.start[paint + 1]), (fact) =>
        Object.values(task.nameOf(fact)).flat().join(' '),
      );
      expect(needs).toEqual(expect.arrayContaining([expect.stringContaining('wet s2')]));
    }
  });

  it('is not made without the work for it, and not of one with effects under conditions', () => {
    const finite = ground(readTask(DOMAIN, problem({ spots: 4, wet: [1, 2, 3], tools: [0], isOneWay: false })))!;
    expect(narrow(finite, 1, go).task).toBeNull();
    expect(narrow(finite, LIMIT, () => true).task).toBeNull();
    expect(workToNarrow(finite)).toBeLessThan(LIMIT);
    const conditional = [[{ when: [0], fact: 1, adds: true }]];
    expect(workToNarrow({ ...finite, conditional })).toBe(Infinity);
  });
});
